package io.megadb.vector;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Builds vectors of numerics: a {@link DecimalVector} while all values have one scale and fit a
 * long, a {@link NumericVector} from the first one that does not.
 */
public final class NumericBuilder extends VectorBuilder {
  private static final int UNKNOWN = -1;

  private long[] unscaled;
  private int scale = UNKNOWN;
  private PgNumeric[] values;

  public NumericBuilder(int rows) {
    unscaled = new long[rows];
  }

  public void appendNumeric(PgNumeric value) {
    if (values == null && value.isFinite()) {
      BigDecimal decimal = value.decimal();
      if ((scale == UNKNOWN || scale == decimal.scale()) && fitsLong(decimal)) {
        appendDecimal(decimal.unscaledValue().longValue(), decimal.scale());
        return;
      }
    }
    if (values == null) {
      widen();
    }
    int row = nextRow();
    values[row] = value;
  }

  /** Appends unscaled / 10^newScale. */
  public void appendDecimal(long newUnscaled, int newScale) {
    if (values == null && (scale == UNKNOWN || scale == newScale)) {
      scale = newScale;
      int row = nextRow();
      unscaled[row] = newUnscaled;
    } else {
      if (values == null) {
        widen();
      }
      int row = nextRow();
      values[row] = PgNumeric.of(newUnscaled, newScale);
    }
  }

  private static boolean fitsLong(BigDecimal decimal) {
    return decimal.precision() <= 18 || decimal.unscaledValue().bitLength() < Long.SIZE;
  }

  private void widen() {
    values = new PgNumeric[unscaled.length];
    for (int i = 0; i < size(); i++) {
      values[i] = PgNumeric.of(unscaled[i], Math.max(scale, 0));
    }
  }

  @Override
  void appendValue(Object value) {
    appendNumeric((PgNumeric) value);
  }

  @Override
  void appendFlat(FlatVector vector, int row) {
    if (vector instanceof DecimalVector decimals) {
      appendDecimal(decimals.unscaled()[row], decimals.scale());
    } else {
      appendNumeric(((NumericVector) vector).values()[row]);
    }
  }

  @Override
  void ensureRow(int row) {
    if (values != null) {
      if (row >= values.length) {
        values = Arrays.copyOf(values, grown(values.length, row + 1));
      }
    } else if (row >= unscaled.length) {
      unscaled = Arrays.copyOf(unscaled, grown(unscaled.length, row + 1));
    }
  }

  @Override
  void appendDefault(int row) {
    if (values == null) {
      unscaled[row] = 0;
    } else {
      values[row] = null;
    }
  }

  @Override
  FlatVector take(int rows, long[] bits) {
    FlatVector taken =
        values == null
            ? new DecimalVector(rows, unscaled, Math.max(scale, 0), bits)
            : new NumericVector(rows, values, bits);
    unscaled = new long[rows];
    scale = UNKNOWN;
    values = null;
    return taken;
  }

  @Override
  public long bytes() {
    return values == null ? 8L * unscaled.length : 56L * values.length;
  }
}
