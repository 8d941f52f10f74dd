package io.megadb.tables.connector.type;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.type.PgType;
import io.megadb.type.text.TextSink;
import io.megadb.type.text.TextWriter;
import io.megadb.type.text.TypeText;
import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Vector;
import java.math.BigDecimal;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;

/** One column of a batch, its values in Flink's internal forms. Confined to one thread. */
final class ColumnView {
  /** Most digits of a DECIMAL that Flink keeps in a long. */
  private static final int COMPACT_DIGITS = 18;

  private final PgType type;
  private final FieldForm form;
  private final FlatVector vector;
  private final TextWriter printer;
  private final ColumnView elements;

  ColumnView(PgType type, Vector vector) {
    this.type = type;
    this.form = FieldForm.of(type);
    this.vector = vector.flat();
    this.printer =
        form == FieldForm.PRINTED ? new TextWriter(type, EvaluationContext.constant()) : null;
    this.elements =
        form == FieldForm.ARRAY
            ? new ColumnView(TypeText.elementType(type), ((ListVector) this.vector).elements())
            : null;
  }

  boolean isNull(int row) {
    return vector.isNull(row);
  }

  boolean booleanAt(int row) {
    return ((BoolVector) vector).values()[row] != 0;
  }

  long longAt(int row) {
    return ((LongVector) vector).values()[row];
  }

  /** Integers, dates and times. */
  int intAt(int row) {
    return switch (form) {
      case DATE -> FlinkTimes.flinkDate(longAt(row));
      case TIME -> FlinkTimes.flinkTime(longAt(row));
      default -> (int) longAt(row);
    };
  }

  double doubleAt(int row) {
    return ((DoubleVector) vector).values()[row];
  }

  TimestampData timestampAt(int row) {
    return FlinkTimes.flinkTimestamp(longAt(row));
  }

  byte[] bytesAt(int row) {
    return ((BytesVector) vector).copy(row);
  }

  /** A text that shares the batch's bytes. */
  StringData stringAt(int row) {
    if (form == FieldForm.PRINTED) {
      TextSink sink = new TextSink();
      printer.write(vector, row, sink);
      return StringData.fromBytes(sink.toByteArray());
    }
    BytesVector bytes = (BytesVector) vector;
    return BinaryStringData.fromBytes(bytes.data(), bytes.offsets()[row], bytes.length(row));
  }

  DecimalData decimalAt(int row, int precision, int scale) {
    if (vector instanceof DecimalVector decimals
        && decimals.scale() == scale
        && precision <= COMPACT_DIGITS) {
      return DecimalData.fromUnscaledLong(decimals.unscaled()[row], precision, scale);
    }
    PgNumeric value =
        vector instanceof DecimalVector decimals
            ? PgNumeric.of(decimals.unscaled()[row], decimals.scale())
            : ((NumericVector) vector).values()[row];
    if (!value.isFinite()) {
      throw new MegaDbException(
              SqlState.NUMERIC_VALUE_OUT_OF_RANGE, value + " has no value in Flink's DECIMAL")
          .withHint("Store the column as numeric without precision, which Flink reads as STRING.");
    }
    BigDecimal decimal = value.decimal();
    return DecimalData.fromBigDecimal(decimal, precision, scale);
  }

  ArrayData arrayAt(int row) {
    ListVector lists = (ListVector) vector;
    int from = lists.offsets()[row];
    Object[] values = new Object[lists.offsets()[row + 1] - from];
    for (int i = 0; i < values.length; i++) {
      values[i] = elements.objectAt(from + i);
    }
    return new GenericArrayData(values);
  }

  /** A value as Flink's generic data structures hold it; null for SQL null. */
  private Object objectAt(int row) {
    if (isNull(row)) {
      return null;
    }
    return switch (form) {
      case BOOLEAN -> booleanAt(row);
      case SMALLINT -> (short) longAt(row);
      case INT, DATE, TIME -> intAt(row);
      case BIGINT -> longAt(row);
      case FLOAT -> (float) doubleAt(row);
      case DOUBLE -> doubleAt(row);
      case DECIMAL -> decimalAt(row, type.precision(), type.scale());
      case TIMESTAMP, TIMESTAMP_LTZ -> timestampAt(row);
      case BYTES -> bytesAt(row);
      case CHARACTERS, PRINTED -> stringAt(row);
      case ARRAY -> arrayAt(row);
    };
  }
}
