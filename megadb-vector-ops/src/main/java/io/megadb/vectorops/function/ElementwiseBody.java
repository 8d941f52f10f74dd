package io.megadb.vectorops.function;

import io.megadb.function.EvaluationContext;
import io.megadb.function.arithmetic.ArithmeticErrors;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.vector.DoubleBuilder;
import io.megadb.vector.FlatVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.Validity;
import io.megadb.vectorops.type.VectorForm;

/** +, - and * element by element, each result rounded to the type; 22003 out of its range. */
record ElementwiseBody(VectorForm form, char operator) implements StrictBody {
  @Override
  public FlatVector compute(
      Operand[] arguments, int rows, long[] validity, EvaluationContext context) {
    VectorPairs pairs = new VectorPairs(form, arguments[0], arguments[1]);
    DoubleBuilder elements = new DoubleBuilder(pairs.left.length);
    int[] offsets = new int[rows + 1];
    for (int row = 0; row < rows; row++) {
      if (validity == null || Validity.isValid(validity, row)) {
        pairs.equalRow(row);
        for (int i = 0; i < pairs.length; i++) {
          elements.appendDouble(
              element(pairs.left[pairs.leftFrom + i], pairs.right[pairs.rightFrom + i]));
        }
      }
      offsets[row + 1] = elements.size();
    }
    return new ListVector(rows, offsets, elements.build(), validity);
  }

  private double element(double a, double b) {
    double exact = operator == '+' ? a + b : operator == '-' ? a - b : a * b;
    double rounded = form.round(exact);
    if (Math.abs(rounded) > form.greatest()) {
      throw ArithmeticErrors.overflow();
    }
    if (operator == '*' && rounded == 0 && a != 0 && b != 0) {
      throw ArithmeticErrors.underflow();
    }
    return rounded;
  }
}
