package io.megadb.type.text;

import io.megadb.function.EvaluationContext;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.IntervalVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.Vector;

/**
 * PostgreSQL's text output of one type in one session: zone, IntervalStyle, bytea_output and
 * extra_float_digits are read once. Confined to one thread.
 */
public final class TextWriter {
  private final PgType type;
  private final EvaluationContext context;
  private final String intervalStyle;
  private final boolean byteaEscape;
  private final int extraFloatDigits;
  private final TextWriter elements;
  private final ObjectNames names;

  public TextWriter(PgType type, EvaluationContext context) {
    this.type = type;
    this.context = context;
    this.intervalStyle = context.setting("intervalstyle", "postgres");
    this.byteaEscape = context.setting("bytea_output", "hex").equalsIgnoreCase("escape");
    this.extraFloatDigits = Integer.parseInt(context.setting("extra_float_digits", "1").trim());
    this.elements =
        type.base().isArray() ? new TextWriter(TypeText.elementType(type), context) : null;
    this.names = context.services().find(ObjectNames.class);
  }

  /**
   * Writes the text of a row that is not null.
   *
   * @param vector of the type's kind, in any form
   */
  public void write(Vector vector, int row, TextSink sink) {
    if (vector instanceof ConstantVector constant) {
      writeFlat(constant.value(), 0, sink);
    } else if (vector instanceof DictionaryVector dictionary) {
      writeFlat(dictionary.dictionary(), dictionary.codes()[row], sink);
    } else {
      writeFlat((FlatVector) vector, row, sink);
    }
  }

  private void writeFlat(FlatVector vector, int row, TextSink sink) {
    if (type.base().form() != null) {
      type.base().form().writeText(vector, row, sink);
    } else if (vector instanceof LongVector longs) {
      writeLong(longs.values()[row], sink);
    } else if (vector instanceof DecimalVector decimals) {
      sink.scaled(decimals.unscaled()[row], decimals.scale());
    } else if (vector instanceof BytesVector bytes) {
      writeBytes(bytes, row, sink);
    } else if (vector instanceof DoubleVector doubles) {
      FloatText.write(doubles.values()[row], type.is(PgTypes.FLOAT4), extraFloatDigits, sink);
    } else if (vector instanceof BoolVector bools) {
      sink.write(bools.values()[row] != 0 ? 't' : 'f');
    } else if (vector instanceof NumericVector numerics) {
      sink.ascii(numerics.values()[row].toString());
    } else if (vector instanceof IntervalVector intervals) {
      IntervalText.write(
          intervals.months()[row],
          intervals.days()[row],
          intervals.micros()[row],
          intervalStyle,
          sink);
    } else {
      writeList((ListVector) vector, row, sink);
    }
  }

  private void writeLong(long value, TextSink sink) {
    switch (type.oid()) {
      case PgTypes.DATE_OID -> DateTimeText.writeDate(value, sink);
      case PgTypes.TIME_OID -> DateTimeText.writeTime(value, sink);
      case PgTypes.TIMESTAMP_OID -> DateTimeText.writeTimestamp(value, sink);
      case PgTypes.TIMESTAMPTZ_OID -> DateTimeText.writeTimestampTz(value, context.zone(), sink);
      case PgTypes.REGCLASS_OID,
          PgTypes.REGPROC_OID,
          PgTypes.REGTYPE_OID,
          PgTypes.REGNAMESPACE_OID ->
          writeName(value, sink);
      default -> sink.decimal(value);
    }
  }

  private void writeName(long value, TextSink sink) {
    String name = value == 0 ? "-" : names == null ? null : names.name(type.oid(), value);
    if (name == null && type.is(PgTypes.REGTYPE)) {
      BaseType base = PgTypes.byOid((int) value);
      name = base == null ? null : base.sqlName();
    }
    if (name == null) {
      sink.decimal(value);
    } else {
      sink.utf8(name);
    }
  }

  private void writeBytes(BytesVector bytes, int row, TextSink sink) {
    int from = bytes.offsets()[row];
    switch (type.oid()) {
      case PgTypes.BYTEA_OID ->
          BinaryText.writeBytea(bytes.data(), from, bytes.offsets()[row + 1], byteaEscape, sink);
      case PgTypes.UUID_OID -> BinaryText.writeUuid(bytes.data(), from, sink);
      case PgTypes.CHAR_OID -> {
        if (bytes.length(row) > 0) {
          writeChar(bytes.data()[from], sink);
        }
      }
      default -> sink.write(bytes.data(), from, bytes.length(row));
    }
  }

  /** One byte; above 127 as a backslash and three octal digits. */
  private static void writeChar(byte value, TextSink sink) {
    if (value >= 0) {
      sink.write(value);
      return;
    }
    sink.write('\\');
    sink.write('0' + (value >> 6 & 3));
    sink.write('0' + (value >> 3 & 7));
    sink.write('0' + (value & 7));
  }

  private void writeList(ListVector lists, int row, TextSink sink) {
    sink.write('{');
    int from = lists.offsets()[row];
    for (int i = from; i < lists.offsets()[row + 1]; i++) {
      if (i > from) {
        sink.write(',');
      }
      if (lists.elements().isNull(i)) {
        sink.ascii("NULL");
      } else {
        int start = sink.length();
        elements.write(lists.elements(), i, sink);
        ArrayText.quote(sink, start);
      }
    }
    sink.write('}');
  }
}
