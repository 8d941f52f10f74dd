package io.megadb.vectorops.function;

import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Validity;
import io.megadb.vectorops.kernel.Distance;
import io.megadb.vectorops.type.VectorForm;

/**
 * A distance, as a float8.
 *
 * @param negated changes the sign: the function inner_product is the operator's with the sign back
 */
record DistanceBody(VectorForm form, Distance distance, boolean negated) implements StrictBody {
  @Override
  public FlatVector compute(
      Operand[] arguments, int rows, long[] validity, EvaluationContext context) {
    VectorPairs pairs = new VectorPairs(form, arguments[0], arguments[1]);
    double[] out = new double[rows];
    if (distance == Distance.COSINE && arguments[1].isConstant()) {
      cosines(pairs, rows, validity, out);
    } else {
      for (int row = 0; row < rows; row++) {
        if (validity == null || Validity.isValid(validity, row)) {
          pairs.equalRow(row);
          out[row] =
              distance.between(
                  pairs.left, pairs.leftFrom, pairs.right, pairs.rightFrom, pairs.length);
        }
      }
    }
    for (int row = 0; negated && row < rows; row++) {
      out[row] = -out[row];
    }
    return new DoubleVector(rows, out, validity);
  }

  /** To one vector, whose norm is computed once. */
  private static void cosines(VectorPairs pairs, int rows, long[] validity, double[] out) {
    double[] a = pairs.left;
    double[] b = pairs.right;
    pairs.row(0);
    int bFrom = pairs.rightFrom;
    double norm = Distance.innerProduct(b, bFrom, b, bFrom, pairs.rightLength(0));
    for (int row = 0; row < rows; row++) {
      if (validity == null || Validity.isValid(validity, row)) {
        pairs.equalRow(row);
        int aFrom = pairs.leftFrom;
        double product = Distance.innerProduct(a, aFrom, b, bFrom, pairs.length);
        double other = Distance.innerProduct(a, aFrom, a, aFrom, pairs.length);
        out[row] = Distance.ofCosine(product / Math.sqrt(other * norm));
      }
    }
  }
}
