package io.megadb.vector;

import io.megadb.type.VectorKind;

/** Booleans as bytes, 0 or 1. */
public final class BoolVector extends FlatVector {
  private static final long serialVersionUID = 1L;

  private final byte[] values;

  /** Takes over the arrays; {@code values} may be longer than {@code size}. */
  public BoolVector(int size, byte[] values, long[] validity) {
    super(size, validity);
    this.values = values;
  }

  /** A value a row; undefined where null. Read only. */
  public byte[] values() {
    return values;
  }

  @Override
  public VectorKind kind() {
    return VectorKind.BOOL;
  }

  @Override
  public BoolVector select(int[] rows, int count) {
    byte[] selected = new byte[count];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (row >= 0) {
        selected[i] = values[row];
      }
    }
    return new BoolVector(count, selected, Validity.select(validity(), rows, count));
  }

  @Override
  public long bytes() {
    return 1L * values.length + validityBytes();
  }
}
