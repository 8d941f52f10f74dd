package io.megadb.vector;

import io.megadb.type.VectorKind;

/** One-dimensional arrays: row i holds elements offsets[i] to offsets[i + 1] (exclusive). */
public final class ListVector extends FlatVector {
  private static final long serialVersionUID = 1L;

  private final int[] offsets;
  private final Vector elements;

  /** Takes over the arrays. */
  public ListVector(int size, int[] offsets, Vector elements, long[] validity) {
    super(size, validity);
    this.offsets = offsets;
    this.elements = elements;
  }

  public int[] offsets() {
    return offsets;
  }

  public Vector elements() {
    return elements;
  }

  @Override
  public VectorKind kind() {
    return VectorKind.LIST;
  }

  @Override
  public ListVector select(int[] rows, int count) {
    int[] starts = new int[count + 1];
    for (int i = 0; i < count; i++) {
      int length = rows[i] < 0 ? 0 : offsets[rows[i] + 1] - offsets[rows[i]];
      starts[i + 1] = Math.addExact(starts[i], length);
    }
    int[] elementRows = new int[starts[count]];
    for (int i = 0; i < count; i++) {
      for (int j = starts[i]; j < starts[i + 1]; j++) {
        elementRows[j] = offsets[rows[i]] + j - starts[i];
      }
    }
    return new ListVector(
        count,
        starts,
        elements.select(elementRows, elementRows.length),
        Validity.select(validity(), rows, count));
  }

  @Override
  public long bytes() {
    return 4L * offsets.length + elements.bytes() + validityBytes();
  }
}
