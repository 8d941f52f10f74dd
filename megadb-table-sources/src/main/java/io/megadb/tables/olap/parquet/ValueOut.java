package io.megadb.tables.olap.parquet;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.tables.olap.type.Storage;
import io.megadb.tables.olap.type.Times;
import io.megadb.type.PgType;
import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.IntervalVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Values;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriter;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType;

/** Writes one column's values that are not null. */
@FunctionalInterface
interface ValueOut {
  /**
   * Writes the value of a row.
   *
   * @param repetition 0 for the first value of a row
   * @param definition the column's greatest definition level
   */
  void write(ColumnWriter out, FlatVector column, int row, int repetition, int definition);

  static ValueOut of(PgType type, PrimitiveType physical) {
    return switch (Storage.of(type)) {
      case BOOLEAN ->
          (out, column, row, rep, def) ->
              out.write(((BoolVector) column).values()[row] != 0, rep, def);
      case INT ->
          (out, column, row, rep, def) ->
              out.write((int) ((LongVector) column).values()[row], rep, def);
      case LONG, TIME ->
          (out, column, row, rep, def) -> out.write(((LongVector) column).values()[row], rep, def);
      case DATE ->
          (out, column, row, rep, def) ->
              out.write(Times.storedDate(((LongVector) column).values()[row]), rep, def);
      case TIMESTAMP ->
          (out, column, row, rep, def) ->
              out.write(Times.storedTimestamp(((LongVector) column).values()[row]), rep, def);
      case FLOAT ->
          (out, column, row, rep, def) ->
              out.write((float) ((DoubleVector) column).values()[row], rep, def);
      case DOUBLE ->
          (out, column, row, rep, def) ->
              out.write(((DoubleVector) column).values()[row], rep, def);
      case TEXT, BINARY, UUID ->
          (out, column, row, rep, def) -> {
            BytesVector bytes = (BytesVector) column;
            out.write(
                Binary.fromReusedByteArray(bytes.data(), bytes.offsets()[row], bytes.length(row)),
                rep,
                def);
          };
      case NUMERIC_TEXT ->
          (out, column, row, rep, def) ->
              out.write(Binary.fromString(Values.get(column, row).toString()), rep, def);
      case INTERVAL ->
          (out, column, row, rep, def) -> {
            IntervalVector intervals = (IntervalVector) column;
            byte[] bytes =
                ByteBuffer.allocate(16)
                    .putInt(intervals.months()[row])
                    .putInt(intervals.days()[row])
                    .putLong(intervals.micros()[row])
                    .array();
            out.write(Binary.fromConstantByteArray(bytes), rep, def);
          };
      case DECIMAL -> decimal(type, physical);
      case LIST -> new ListOut(of(Storage.element(type), physical));
    };
  }

  private static ValueOut decimal(PgType type, PrimitiveType physical) {
    int scale = type.scale();
    return switch (physical.getPrimitiveTypeName()) {
      case INT32 ->
          (out, column, row, rep, def) -> out.write((int) unscaled(column, row, scale), rep, def);
      case INT64 ->
          (out, column, row, rep, def) -> out.write(unscaled(column, row, scale), rep, def);
      default -> {
        int length = physical.getTypeLength();
        yield (out, column, row, rep, def) ->
            out.write(
                Binary.fromConstantByteArray(
                    column instanceof DecimalVector decimals && decimals.scale() == scale
                        ? padded(decimals.unscaled()[row], length)
                        : padded(exact(column, row, scale).unscaledValue().toByteArray(), length)),
                rep,
                def);
      }
    };
  }

  private static long unscaled(FlatVector column, int row, int scale) {
    return column instanceof DecimalVector decimals && decimals.scale() == scale
        ? decimals.unscaled()[row]
        : exact(column, row, scale).unscaledValue().longValueExact();
  }

  private static BigDecimal exact(FlatVector column, int row, int scale) {
    PgNumeric value =
        column instanceof DecimalVector decimals
            ? PgNumeric.of(decimals.unscaled()[row], decimals.scale())
            : ((NumericVector) column).values()[row];
    if (!value.isFinite()) {
      throw new MegaDbException(
              SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
              "numeric " + value + " cannot be stored in an olap table's column with a precision")
          .withHint("Declare the column as numeric without precision, or use null.");
    }
    return value.decimal().setScale(scale);
  }

  /** A number in so many bytes, at least eight, the highest first. */
  private static byte[] padded(long value, int length) {
    byte[] padded = new byte[length];
    for (int i = 0; i < length; i++) {
      padded[length - 1 - i] = (byte) (value >> Math.min(8 * i, 63));
    }
    return padded;
  }

  private static byte[] padded(byte[] value, int length) {
    byte[] padded = new byte[length];
    Arrays.fill(padded, 0, length - value.length, (byte) (value[0] < 0 ? -1 : 0));
    System.arraycopy(value, 0, padded, length - value.length, value.length);
    return padded;
  }

  /**
   * Arrays: a level below the value's says that an element is null, one more that there is none.
   *
   * @param element writes an element
   */
  record ListOut(ValueOut element) implements ValueOut {
    @Override
    public void write(ColumnWriter out, FlatVector column, int row, int rep, int def) {
      ListVector lists = (ListVector) column;
      int from = lists.offsets()[row];
      int to = lists.offsets()[row + 1];
      if (from == to) {
        out.writeNull(0, def - 2);
        return;
      }
      FlatVector elements = lists.elements().flat();
      for (int i = from; i < to; i++) {
        int repetition = i == from ? 0 : 1;
        if (elements.isNull(i)) {
          out.writeNull(repetition, def - 1);
        } else {
          element.write(out, elements, i, repetition, def);
        }
      }
    }
  }
}
