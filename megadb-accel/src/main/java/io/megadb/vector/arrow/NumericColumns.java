package io.megadb.vector.arrow;

import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Validity;
import io.megadb.vector.VectorBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * numeric as three columns: value = unscaled / 10^scale. An unscaled value that does not fit a long
 * is in {@code wide} instead, in two's complement, highest byte first. A negative scale is a value
 * that is no finite number. Stateless.
 */
final class NumericColumns {
  private static final int NAN = -1;
  private static final int POSITIVE_INFINITY = -2;
  private static final int NEGATIVE_INFINITY = -3;
  private static final int LONG_BITS = 63;

  private NumericColumns() {}

  static void write(DecimalVector vector, ColumnBuffers out) {
    int rows = vector.size();
    int[] scales = new int[rows];
    Arrays.fill(scales, vector.scale());
    out.node(rows, null);
    out.ints(scales, rows);
    out.node(rows, null);
    out.longs(vector.unscaled(), rows);
    out.node(rows, rows == 0 ? null : Validity.noneValid(rows));
    out.offsets(new int[rows + 1], rows);
    out.bytes(new byte[0], 0, 0);
  }

  static void write(NumericVector vector, ColumnBuffers out) {
    int rows = vector.size();
    int[] scales = new int[rows];
    long[] unscaled = new long[rows];
    BytesBuilder wide = (BytesBuilder) VectorBuilder.of(PgType.of(PgTypes.BYTEA), rows);
    for (int i = 0; i < rows; i++) {
      PgNumeric value = vector.isNull(i) ? PgNumeric.ZERO : vector.values()[i];
      if (!value.isFinite()) {
        scales[i] =
            value.isNaN() ? NAN : value.signum() > 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY;
        wide.appendNull();
        continue;
      }
      BigDecimal decimal = value.decimal();
      scales[i] = decimal.scale();
      BigInteger integer = decimal.unscaledValue();
      if (integer.bitLength() <= LONG_BITS) {
        unscaled[i] = integer.longValue();
        wide.appendNull();
      } else {
        wide.appendBytes(integer.toByteArray());
      }
    }
    BytesVector bytes = (BytesVector) wide.build();
    out.node(rows, null);
    out.ints(scales, rows);
    out.node(rows, null);
    out.longs(unscaled, rows);
    out.node(rows, bytes.validity());
    out.offsets(bytes.offsets(), rows);
    out.bytes(bytes.data(), bytes.offsets()[0], bytes.offsets()[rows] - bytes.offsets()[0]);
  }

  /** The fast form where all values have one scale and fit a long. */
  static FlatVector read(int[] scales, long[] unscaled, BytesVector wide, long[] validity) {
    int rows = scales.length;
    int scale = commonScale(scales, wide, validity);
    if (scale >= 0) {
      return new DecimalVector(rows, unscaled, scale, validity);
    }
    PgNumeric[] values = new PgNumeric[rows];
    for (int i = 0; i < rows; i++) {
      if (validity == null || Validity.isValid(validity, i)) {
        values[i] =
            switch (scales[i]) {
              case NAN -> PgNumeric.NAN;
              case POSITIVE_INFINITY -> PgNumeric.POSITIVE_INFINITY;
              case NEGATIVE_INFINITY -> PgNumeric.NEGATIVE_INFINITY;
              default ->
                  wide.isNull(i)
                      ? PgNumeric.of(unscaled[i], scales[i])
                      : PgNumeric.of(new BigInteger(wide.copy(i)), scales[i]);
            };
      }
    }
    return new NumericVector(rows, values, validity);
  }

  /** Of all values that are there; negative if they have none in common. */
  private static int commonScale(int[] scales, BytesVector wide, long[] validity) {
    int common = -1;
    for (int i = 0; i < scales.length; i++) {
      if (validity != null && !Validity.isValid(validity, i)) {
        continue;
      }
      if (scales[i] < 0 || !wide.isNull(i) || common >= 0 && scales[i] != common) {
        return -1;
      }
      common = scales[i];
    }
    return Math.max(0, common);
  }
}
