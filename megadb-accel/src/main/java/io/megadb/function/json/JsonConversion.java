package io.megadb.function.json;

import io.megadb.function.EvaluationContext;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import io.megadb.type.json.JsonParser;
import io.megadb.type.json.JsonValue;
import io.megadb.type.text.DateTimeText;
import io.megadb.type.text.TextSink;
import io.megadb.type.text.TypeText;
import io.megadb.vector.Bytes;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Any SQL value as JSON: to_jsonb and to_json. */
final class JsonConversion {
  private JsonConversion() {}

  /** The value as jsonb holds it; SQL null becomes JSON null. */
  static JsonValue value(Object value, PgType type, EvaluationContext context) {
    if (value == null) {
      return new JsonValue.Null();
    }
    if (type.is(PgTypes.JSONB) || type.is(PgTypes.JSON)) {
      return JsonParser.parse(((Bytes) value).text());
    }
    if (value instanceof Boolean bool) {
      return new JsonValue.Bool(bool);
    }
    if (value instanceof PgNumeric numeric && numeric.isFinite()) {
      return new JsonValue.Number(numeric.decimal());
    }
    if (value instanceof List<?> list) {
      PgType element = TypeText.elementType(type);
      List<JsonValue> elements = new ArrayList<>();
      for (Object item : list) {
        elements.add(value(item, element, context));
      }
      return new JsonValue.Array(elements);
    }
    String text = text(value, type, context);
    boolean number =
        type.is(PgTypes.INT2)
            || type.is(PgTypes.INT4)
            || type.is(PgTypes.INT8)
            || type.kind() == VectorKind.DOUBLE && Double.isFinite((Double) value);
    if (!number) {
      return new JsonValue.Text(text);
    }
    BigDecimal decimal = new BigDecimal(text);
    return new JsonValue.Number(decimal.scale() < 0 ? decimal.setScale(0) : decimal);
  }

  /** The text of the value as json writes it, without spaces of its own. */
  static void write(Object value, PgType type, EvaluationContext context, TextSink sink) {
    if (value == null) {
      sink.ascii("null");
    } else if (type.is(PgTypes.JSONB) || type.is(PgTypes.JSON)) {
      byte[] bytes = ((Bytes) value).array();
      sink.write(bytes, 0, bytes.length);
    } else if (value instanceof List<?> list) {
      PgType element = TypeText.elementType(type);
      sink.write('[');
      for (int i = 0; i < list.size(); i++) {
        if (i > 0) {
          sink.write(',');
        }
        write(list.get(i), element, context, sink);
      }
      sink.write(']');
    } else {
      JsonValue converted = value(value, type, context);
      if (converted instanceof JsonValue.Number) {
        sink.ascii(text(value, type, context));
      } else {
        converted.write(sink);
      }
    }
  }

  /** As the type writes itself, dates and times in ISO 8601. */
  private static String text(Object value, PgType type, EvaluationContext context) {
    if (type.is(PgTypes.TIMESTAMP)) {
      TextSink sink = new TextSink();
      DateTimeText.writeTimestamp((Long) value, 'T', sink);
      return sink.toString();
    }
    if (type.is(PgTypes.TIMESTAMPTZ)) {
      TextSink sink = new TextSink();
      DateTimeText.writeTimestampTz((Long) value, context.zone(), 'T', true, sink);
      return sink.toString();
    }
    return TypeText.format(type, value, context);
  }
}
