package io.megadb.vector;

import io.megadb.type.VectorKind;

/** numeric values of any size, each with its own scale; null rows hold null. */
public final class NumericVector extends FlatVector {
  private static final long serialVersionUID = 1L;

  private final PgNumeric[] values;

  /** Takes over the arrays; {@code values} may be longer than {@code size}. */
  public NumericVector(int size, PgNumeric[] values, long[] validity) {
    super(size, validity);
    this.values = values;
  }

  /** A value a row; undefined where null. Read only. */
  public PgNumeric[] values() {
    return values;
  }

  @Override
  public VectorKind kind() {
    return VectorKind.NUMERIC;
  }

  @Override
  public NumericVector select(int[] rows, int count) {
    PgNumeric[] selected = new PgNumeric[count];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (row >= 0) {
        selected[i] = values[row];
      }
    }
    return new NumericVector(count, selected, Validity.select(validity(), rows, count));
  }

  @Override
  public long bytes() {
    return 56L * values.length + validityBytes();
  }
}
