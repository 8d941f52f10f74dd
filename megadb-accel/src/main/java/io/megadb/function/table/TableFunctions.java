package io.megadb.function.table;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.function.arithmetic.NumericMath;
import io.megadb.function.comparison.ValueOrder;
import io.megadb.function.datetime.IntervalMath;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import io.megadb.type.json.JsonParser;
import io.megadb.type.json.JsonText;
import io.megadb.type.json.JsonValue;
import io.megadb.type.text.TypeText;
import io.megadb.vector.Bytes;
import io.megadb.vector.Interval;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Values;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** generate_series, unnest and the set-returning json functions. */
public final class TableFunctions implements FunctionFamily {
  private static final PgType TEXT = PgType.of(PgTypes.TEXT);
  private static final PgType JSON = PgType.of(PgTypes.JSON);
  private static final PgType JSONB = PgType.of(PgTypes.JSONB);

  @Override
  public void define(FunctionTable table) {
    for (String type : List.of("int4", "int8")) {
      table.table("generate_series(" + type + "," + type + ")", SeriesFunction::new);
      table.table("generate_series(" + type + "," + type + "," + type + ")", SeriesFunction::new);
    }
    define(
        table,
        "generate_series(numeric,numeric)",
        "generate_series",
        PgType.of(PgTypes.NUMERIC),
        TableFunctions::numericSeries);
    define(
        table,
        "generate_series(numeric,numeric,numeric)",
        "generate_series",
        PgType.of(PgTypes.NUMERIC),
        TableFunctions::numericSeries);
    define(
        table,
        "generate_series(timestamp,timestamp,interval)",
        "generate_series",
        PgType.of(PgTypes.TIMESTAMP),
        (types, a, context) ->
            moments(a, moment -> IntervalMath.addToTimestamp(moment, (Interval) a.get(2))));
    define(
        table,
        "generate_series(timestamptz,timestamptz,interval)",
        "generate_series",
        PgType.of(PgTypes.TIMESTAMPTZ),
        (types, a, context) ->
            moments(
                a, moment -> IntervalMath.addToTimestampTz(moment, (Interval) a.get(2), context)));
    table.table(
        "unnest(anyarray)",
        signature ->
            new RowTableFunction(
                signature,
                List.of("unnest"),
                types -> List.of(TypeText.elementType(types.get(0)).withoutModifier()),
                (types, a, context) -> each((List<?>) a.get(0))));
    define(
        table,
        "generate_subscripts(anyarray,int4)",
        "generate_subscripts",
        PgType.of(PgTypes.INT4),
        (types, a, context) -> {
          int size = (Long) a.get(1) == 1 ? ((List<?>) a.get(0)).size() : 0;
          List<Object> subscripts = new ArrayList<>();
          for (long i = 1; i <= size; i++) {
            subscripts.add(i);
          }
          return each(subscripts);
        });
    json(table);
  }

  private static void define(
      FunctionTable table, String id, String column, PgType type, RowTableFunction.Rows rows) {
    table.table(
        id,
        signature ->
            new RowTableFunction(signature, List.of(column), types -> List.of(type), rows));
  }

  /** One column of the values. */
  static Iterator<Object[]> each(List<?> values) {
    Iterator<?> iterator = values.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public Object[] next() {
        return new Object[] {iterator.next()};
      }
    };
  }

  private static <T> Iterator<Object[]> series(
      T start, Predicate<T> inside, UnaryOperator<T> step) {
    return new Iterator<>() {
      private T next = start;

      @Override
      public boolean hasNext() {
        return inside.test(next);
      }

      @Override
      public Object[] next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        T current = next;
        next = step.apply(current);
        return new Object[] {current};
      }
    };
  }

  private static Iterator<Object[]> numericSeries(
      List<PgType> types, List<Object> a, EvaluationContext context) {
    PgNumeric start = (PgNumeric) a.get(0);
    PgNumeric stop = (PgNumeric) a.get(1);
    PgNumeric step = a.size() > 2 ? (PgNumeric) a.get(2) : PgNumeric.of(1, 0);
    check(start, "start value");
    check(stop, "stop value");
    check(step, "step size");
    if (step.signum() == 0) {
      throw zeroStep();
    }
    return series(
        start,
        value -> step.signum() > 0 ? value.compareTo(stop) <= 0 : value.compareTo(stop) >= 0,
        value -> NumericMath.add(value, step));
  }

  private static void check(PgNumeric value, String what) {
    if (!value.isFinite()) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE,
          what + " cannot be " + (value.isNaN() ? "NaN" : "infinity"));
    }
  }

  private static Iterator<Object[]> moments(List<Object> a, UnaryOperator<Long> step) {
    long start = (Long) a.get(0);
    long stop = (Long) a.get(1);
    Interval span = (Interval) a.get(2);
    int sign =
        ValueOrder.of(PgType.of(PgTypes.INTERVAL))
            .compareFlat(
                Values.single(VectorKind.INTERVAL, span),
                0,
                Values.single(VectorKind.INTERVAL, new Interval(0, 0, 0)),
                0);
    if (sign == 0) {
      throw zeroStep();
    }
    return series(start, value -> sign > 0 ? value <= stop : value >= stop, step);
  }

  private static MegaDbException zeroStep() {
    return new MegaDbException(SqlState.INVALID_PARAMETER_VALUE, "step size cannot equal zero");
  }

  private static void json(FunctionTable table) {
    define(
        table,
        "jsonb_array_elements(jsonb)",
        "value",
        JSONB,
        (types, a, context) -> each(elements(a).stream().map(v -> Bytes.of(v.bytes())).toList()));
    define(
        table,
        "jsonb_array_elements_text(jsonb)",
        "value",
        TEXT,
        (types, a, context) -> each(texts(elements(a))));
    define(
        table,
        "json_array_elements(json)",
        "value",
        JSON,
        (types, a, context) ->
            each(JsonText.elements(array(a)).stream().map(Bytes::utf8).toList()));
    define(
        table,
        "json_array_elements_text(json)",
        "value",
        TEXT,
        (types, a, context) -> {
          List<Object> values = new ArrayList<>();
          for (String element : JsonText.elements(array(a))) {
            String text = JsonText.asText(element);
            values.add(text == null ? null : Bytes.utf8(text));
          }
          return each(values);
        });
    define(
        table,
        "jsonb_object_keys(jsonb)",
        "jsonb_object_keys",
        TEXT,
        (types, a, context) ->
            each(object(a).members().keySet().stream().map(Bytes::utf8).toList()));
    define(
        table,
        "json_object_keys(json)",
        "json_object_keys",
        TEXT,
        (types, a, context) -> {
          object(a);
          return each(JsonText.members(text(a)).stream().map(m -> Bytes.utf8(m.key())).toList());
        });
    members(table, "jsonb_each(jsonb)", JSONB, false);
    members(table, "jsonb_each_text(jsonb)", TEXT, true);
  }

  private static void members(FunctionTable table, String id, PgType type, boolean asText) {
    table.table(
        id,
        signature ->
            new RowTableFunction(
                signature,
                List.of("key", "value"),
                types -> List.of(TEXT, type),
                (types, a, context) -> {
                  List<Object[]> rows = new ArrayList<>();
                  object(a)
                      .members()
                      .forEach(
                          (key, value) ->
                              rows.add(
                                  new Object[] {
                                    Bytes.utf8(key), asText ? text(value) : Bytes.of(value.bytes())
                                  }));
                  return rows.iterator();
                }));
  }

  private static String text(List<Object> a) {
    return ((Bytes) a.get(0)).text();
  }

  private static String array(List<Object> a) {
    elements(a);
    return text(a);
  }

  private static List<JsonValue> elements(List<Object> a) {
    JsonValue value = JsonParser.parse(text(a));
    if (value instanceof JsonValue.Array array) {
      return array.elements();
    }
    throw new MegaDbException(
        SqlState.INVALID_PARAMETER_VALUE,
        value instanceof JsonValue.Object
            ? "cannot extract elements from an object"
            : "cannot extract elements from a scalar");
  }

  private static JsonValue.Object object(List<Object> a) {
    JsonValue value = JsonParser.parse(text(a));
    if (value instanceof JsonValue.Object object) {
      return object;
    }
    throw new MegaDbException(
        SqlState.INVALID_PARAMETER_VALUE,
        "cannot call function on " + (value instanceof JsonValue.Array ? "an array" : "a scalar"));
  }

  private static List<Object> texts(List<JsonValue> values) {
    List<Object> texts = new ArrayList<>();
    values.forEach(value -> texts.add(text(value)));
    return texts;
  }

  private static Object text(JsonValue value) {
    if (value instanceof JsonValue.Null) {
      return null;
    }
    return value instanceof JsonValue.Text text
        ? Bytes.utf8(text.value())
        : Bytes.of(value.bytes());
  }
}
