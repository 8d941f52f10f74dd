package io.megadb.vectorops.function;

import io.megadb.function.arithmetic.ArithmeticErrors;
import io.megadb.function.kernel.Operand;
import io.megadb.vector.DoubleBuilder;
import io.megadb.vector.ListBuilder;
import io.megadb.vector.ListVector;
import io.megadb.vector.VectorBuilder;
import io.megadb.vectorops.kernel.Distance;
import io.megadb.vectorops.type.VectorErrors;
import io.megadb.vectorops.type.VectorForm;

/** Functions of one vector, and concatenation, row by row. */
final class RowFunctions {
  private RowFunctions() {}

  /** A vector's elements: {@code length} of them from {@code from}. */
  private static final class Slice {
    private final double[] elements;
    private final int from;
    private final int length;

    private Slice(double[] elements, int from, int length) {
      this.elements = elements;
      this.from = from;
      this.length = length;
    }

    static Slice of(Operand operand, int row) {
      ListVector lists = (ListVector) operand.vector();
      int at = row & operand.mask();
      int from = lists.offsets()[at];
      return new Slice(VectorForm.elements(lists), from, lists.offsets()[at + 1] - from);
    }

    double norm() {
      return Math.sqrt(Distance.innerProduct(elements, from, elements, from, length));
    }

    void appendTo(DoubleBuilder out, int start, int end) {
      for (int i = from + start; i < from + end; i++) {
        out.appendDouble(elements[i]);
      }
    }
  }

  static long dimensions(Operand operand, int row) {
    return Slice.of(operand, row).length;
  }

  static double norm(Operand operand, int row) {
    return Slice.of(operand, row).norm();
  }

  /** The vector of length 1 with the same direction; a zero vector stays. */
  static void normalize(VectorForm form, Operand operand, int row, VectorBuilder out) {
    Slice slice = Slice.of(operand, row);
    double norm = slice.norm();
    ListBuilder lists = (ListBuilder) out;
    DoubleBuilder elements = (DoubleBuilder) lists.elements();
    for (int i = 0; i < slice.length; i++) {
      double value = norm == 0 ? 0 : form.round(slice.elements[slice.from + i] / norm);
      if (Math.abs(value) > form.greatest()) {
        throw ArithmeticErrors.overflow();
      }
      elements.appendDouble(value);
    }
    lists.endRow();
  }

  /** {@code count} elements from {@code start}, counted from 1; what lies outside is left out. */
  static void subvector(VectorForm form, Operand[] arguments, int row, VectorBuilder out) {
    Slice slice = Slice.of(arguments[0], row);
    long start = arguments[1].longAt(row);
    long count = arguments[2].longAt(row);
    long first = Math.max(1, start);
    long end = Math.min(start + count, slice.length + 1L);
    if (count < 1 || end <= first) {
      throw VectorErrors.empty(form.typeName());
    }
    ListBuilder lists = (ListBuilder) out;
    slice.appendTo((DoubleBuilder) lists.elements(), (int) first - 1, (int) end - 1);
    lists.endRow();
  }

  static void concatenate(VectorForm form, Operand[] arguments, int row, VectorBuilder out) {
    Slice left = Slice.of(arguments[0], row);
    Slice right = Slice.of(arguments[1], row);
    form.checkDimensions(left.length + right.length);
    ListBuilder lists = (ListBuilder) out;
    left.appendTo((DoubleBuilder) lists.elements(), 0, left.length);
    right.appendTo((DoubleBuilder) lists.elements(), 0, right.length);
    lists.endRow();
  }
}
