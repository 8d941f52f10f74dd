package io.megadb.vectorops.function;

import io.megadb.function.kernel.Operand;
import io.megadb.vector.ListVector;
import io.megadb.vectorops.type.VectorErrors;
import io.megadb.vectorops.type.VectorForm;

/** The elements of two operands, row by row. For one thread. */
final class VectorPairs {
  private final VectorForm form;
  final double[] left;
  final double[] right;
  private final int[] leftOffsets;
  private final int[] rightOffsets;
  private final int leftMask;
  private final int rightMask;

  /** Where the current row's elements begin, and how many there are in the left one. */
  int leftFrom;

  int rightFrom;
  int length;

  VectorPairs(VectorForm form, Operand left, Operand right) {
    this.form = form;
    ListVector leftLists = (ListVector) left.vector();
    ListVector rightLists = (ListVector) right.vector();
    this.left = VectorForm.elements(leftLists);
    this.right = VectorForm.elements(rightLists);
    leftOffsets = leftLists.offsets();
    rightOffsets = rightLists.offsets();
    leftMask = left.mask();
    rightMask = right.mask();
  }

  /** Moves to a row that is null in neither operand. */
  void row(int row) {
    leftFrom = leftOffsets[row & leftMask];
    rightFrom = rightOffsets[row & rightMask];
    length = leftOffsets[(row & leftMask) + 1] - leftFrom;
  }

  int rightLength(int row) {
    return rightOffsets[(row & rightMask) + 1] - rightFrom;
  }

  /** As {@link #row}; 22000 unless both have as many elements. */
  void equalRow(int row) {
    row(row);
    int rightLength = rightLength(row);
    if (length != rightLength) {
      throw VectorErrors.different(form.typeName(), length, rightLength);
    }
  }
}
