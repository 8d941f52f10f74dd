package io.megadb.operator.store;

import io.megadb.type.VectorKind;
import io.megadb.vector.FlatVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.Vector;
import java.util.Arrays;

final class ListColumn extends GrowingColumn {
  private final MemoryAccount account;
  private int[] offsets = new int[0];

  /** Made at the first append, which shows the kind of the elements. */
  private GrowingColumn elements;

  ListColumn(MemoryAccount account) {
    super(account);
    this.account = account;
  }

  @Override
  long rowBytes() {
    return 4;
  }

  @Override
  long valueGrowth(Vector vector) {
    // The elements' arrays may have to double.
    return 2 * payload(vector) + (elements == null ? 0 : elements.heldBytes() / 4);
  }

  @Override
  void growRows(int rows) {
    charge(4L * (rows + 1 - offsets.length));
    offsets = Arrays.copyOf(offsets, rows + 1);
  }

  @Override
  void appendValues(FlatVector vector, int at, int count) {
    ListVector lists = (ListVector) vector;
    int[] from = lists.offsets();
    if (elements == null || elements.size() == 0) {
      if (elements != null) {
        elements.release();
      }
      elements = create(lists.elements().kind(), account);
    }
    if (from[count] > from[0]) {
      elements.append(lists.elements().slice(from[0], from[count]));
    }
    int shift = offsets[at] - from[0];
    for (int i = 1; i <= count; i++) {
      offsets[at + i] = from[i] + shift;
    }
  }

  @Override
  void releaseChildren() {
    if (elements != null) {
      elements.release();
    }
  }

  @Override
  public ListVector view() {
    FlatVector values = (elements == null ? create(VectorKind.LONG, account) : elements).view();
    return new ListVector(size(), offsets.length == 0 ? new int[1] : offsets, values, validity());
  }
}
