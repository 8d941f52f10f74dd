package io.megadb.vector;

import java.util.Arrays;
import java.util.List;

/** Builds vectors of arrays: append to {@link #elements}, then {@link #endRow}. */
public final class ListBuilder extends VectorBuilder {
  private final VectorBuilder elements;
  private int[] offsets;

  public ListBuilder(VectorBuilder elements, int rows) {
    this.elements = elements;
    this.offsets = new int[rows + 1];
  }

  /** Where the elements of the row being written go. */
  public VectorBuilder elements() {
    return elements;
  }

  /** Ends the row: all elements appended since the row before. */
  public void endRow() {
    int row = nextRow();
    offsets[row + 1] = elements.size();
  }

  @Override
  void appendValue(Object value) {
    for (Object element : (List<?>) value) {
      elements.append(element);
    }
    endRow();
  }

  @Override
  void appendFlat(FlatVector vector, int row) {
    ListVector lists = (ListVector) vector;
    for (int i = lists.offsets()[row]; i < lists.offsets()[row + 1]; i++) {
      elements.appendFrom(lists.elements(), i);
    }
    endRow();
  }

  @Override
  void ensureRow(int row) {
    if (row + 1 >= offsets.length) {
      offsets = Arrays.copyOf(offsets, grown(offsets.length, row + 2));
    }
  }

  @Override
  void appendDefault(int row) {
    offsets[row + 1] = elements.size();
  }

  @Override
  ListVector take(int rows, long[] bits) {
    ListVector taken = new ListVector(rows, offsets, elements.build(), bits);
    offsets = new int[rows + 1];
    return taken;
  }

  @Override
  public long bytes() {
    return 4L * offsets.length + elements.bytes();
  }
}
