package io.megadb.operator.store;

import io.megadb.vector.DecimalVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import java.util.Arrays;

/** Longs as long as every value has the same scale, then the general form. */
final class NumericColumn extends GrowingColumn {
  /** As {@link NumericVector#bytes} estimates a value. */
  private static final long VALUE_BYTES = 56;

  private long[] unscaled = new long[0];
  private int scale;
  private boolean scaleKnown;
  private PgNumeric[] values;

  NumericColumn(MemoryAccount account) {
    super(account);
  }

  @Override
  long rowBytes() {
    return values == null ? 8 : VALUE_BYTES;
  }

  @Override
  long valueGrowth(Vector vector) {
    boolean widens =
        values == null
            && !(vector instanceof DecimalVector decimals
                && (!scaleKnown || decimals.scale() == scale));
    return widens ? VALUE_BYTES * (size() + vector.size()) : 0;
  }

  @Override
  void growRows(int rows) {
    if (values == null) {
      charge(8L * (rows - unscaled.length));
      unscaled = Arrays.copyOf(unscaled, rows);
    } else {
      charge(VALUE_BYTES * (rows - values.length));
      values = Arrays.copyOf(values, rows);
    }
  }

  @Override
  void appendValues(FlatVector vector, int at, int count) {
    if (vector.mayHaveNulls() && Validity.nullCount(vector.validity(), count) == count) {
      return;
    }
    if (values == null && vector instanceof DecimalVector decimals) {
      if (!scaleKnown) {
        scale = decimals.scale();
        scaleKnown = true;
      }
      if (decimals.scale() == scale) {
        System.arraycopy(decimals.unscaled(), 0, unscaled, at, count);
        return;
      }
    }
    if (values == null) {
      widen(at);
    }
    NumericVector numerics =
        vector instanceof DecimalVector decimals ? decimals.widen() : (NumericVector) vector;
    System.arraycopy(numerics.values(), 0, values, at, count);
  }

  private void widen(int rows) {
    charge((VALUE_BYTES - 8) * unscaled.length);
    values = new PgNumeric[unscaled.length];
    for (int i = 0; i < rows; i++) {
      if (validity() == null || Validity.isValid(validity(), i)) {
        values[i] = PgNumeric.of(unscaled[i], scale);
      }
    }
    unscaled = null;
  }

  @Override
  public FlatVector view() {
    return values == null
        ? new DecimalVector(size(), unscaled, scale, validity())
        : new NumericVector(size(), values, validity());
  }
}
