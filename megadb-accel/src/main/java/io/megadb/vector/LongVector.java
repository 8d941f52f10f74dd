package io.megadb.vector;

import io.megadb.type.VectorKind;

/** Integers, oids, dates and times; see {@link VectorKind#LONG} for units. */
public final class LongVector extends FlatVector {
  private static final long serialVersionUID = 1L;

  private final long[] values;

  /** Takes over the arrays; {@code values} may be longer than {@code size}. */
  public LongVector(int size, long[] values, long[] validity) {
    super(size, validity);
    this.values = values;
  }

  /** A value a row; undefined where null. Read only. */
  public long[] values() {
    return values;
  }

  @Override
  public VectorKind kind() {
    return VectorKind.LONG;
  }

  @Override
  public LongVector select(int[] rows, int count) {
    long[] selected = new long[count];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (row >= 0) {
        selected[i] = values[row];
      }
    }
    return new LongVector(count, selected, Validity.select(validity(), rows, count));
  }

  @Override
  public long bytes() {
    return 8L * values.length + validityBytes();
  }
}
