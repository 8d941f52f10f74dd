package io.megadb.vector;

import io.megadb.type.VectorKind;

/** float4 and float8. */
public final class DoubleVector extends FlatVector {
  private static final long serialVersionUID = 1L;

  private final double[] values;

  /** Takes over the arrays; {@code values} may be longer than {@code size}. */
  public DoubleVector(int size, double[] values, long[] validity) {
    super(size, validity);
    this.values = values;
  }

  /** A value a row; undefined where null. Read only. */
  public double[] values() {
    return values;
  }

  @Override
  public VectorKind kind() {
    return VectorKind.DOUBLE;
  }

  @Override
  public DoubleVector select(int[] rows, int count) {
    double[] selected = new double[count];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (row >= 0) {
        selected[i] = values[row];
      }
    }
    return new DoubleVector(count, selected, Validity.select(validity(), rows, count));
  }

  @Override
  public long bytes() {
    return 8L * values.length + validityBytes();
  }
}
