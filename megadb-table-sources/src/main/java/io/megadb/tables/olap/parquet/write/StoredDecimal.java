package io.megadb.tables.olap.parquet.write;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.PgNumeric;
import java.math.BigInteger;

/** Decimals as columns with a precision keep them. Stateless. */
final class StoredDecimal {
  private StoredDecimal() {}

  /** A value times 10 to the power of the scale; 22003 for NaN and the infinities. */
  static BigInteger unscaled(FlatVector vector, int row, int scale) {
    PgNumeric value =
        vector instanceof DecimalVector decimals
            ? PgNumeric.of(decimals.unscaled()[row], decimals.scale())
            : ((NumericVector) vector).values()[row];
    if (!value.isFinite()) {
      throw new MegaDbException(
              SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
              "numeric " + value + " cannot be stored in an olap table's column with a precision")
          .withHint("Declare the column as numeric without precision, or use null.");
    }
    return value.decimal().setScale(scale).unscaledValue();
  }

  /** Puts a number into all of an array, the highest byte first. */
  static void put(BigInteger number, byte[] into) {
    byte[] bytes = number.toByteArray();
    int fill = into.length - bytes.length;
    java.util.Arrays.fill(into, 0, fill, (byte) (number.signum() < 0 ? -1 : 0));
    System.arraycopy(bytes, 0, into, fill, bytes.length);
  }
}
