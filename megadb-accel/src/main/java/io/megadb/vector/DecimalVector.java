package io.megadb.vector;

import io.megadb.type.VectorKind;

/**
 * numeric values that all have one scale and fit a long: value = unscaled / 10^scale. The fast form
 * of {@link NumericVector}; which form a vector has is decided vector by vector, never by the type,
 * so that results too large for a long widen instead of wrapping.
 */
public final class DecimalVector extends FlatVector {
  private static final long serialVersionUID = 1L;

  private final long[] unscaled;
  private final int scale;

  /** Takes over the arrays. */
  public DecimalVector(int size, long[] unscaled, int scale, long[] validity) {
    super(size, validity);
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /** Undefined where null. Read only. */
  public long[] unscaled() {
    return unscaled;
  }

  /** Digits after the point, 0 or more; also the display scale of every value. */
  public int scale() {
    return scale;
  }

  @Override
  public VectorKind kind() {
    return VectorKind.NUMERIC;
  }

  @Override
  public DecimalVector select(int[] rows, int count) {
    long[] selected = new long[count];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (row >= 0) {
        selected[i] = unscaled[row];
      }
    }
    return new DecimalVector(count, selected, scale, Validity.select(validity(), rows, count));
  }

  /** The same values in the general form. */
  public NumericVector widen() {
    PgNumeric[] values = new PgNumeric[size()];
    for (int i = 0; i < values.length; i++) {
      if (!isNull(i)) {
        values[i] = PgNumeric.of(unscaled[i], scale);
      }
    }
    return new NumericVector(size(), values, validity());
  }

  @Override
  public long bytes() {
    return 8L * unscaled.length + validityBytes();
  }
}
