package io.megadb.function.arithmetic;

import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.NumericBuilder;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Validity;

/**
 * + - * / % of numeric. Sums and products of decimal vectors stay decimal vectors; a batch in which
 * a result does not fit a long is computed again in the general form.
 */
final class NumericArithmetic implements StrictBody {
  private static final int MAX_LONG_SCALE = 18;

  private final char operator;

  NumericArithmetic(char operator) {
    this.operator = operator;
  }

  @Override
  public FlatVector compute(
      Operand[] arguments, int rows, long[] validity, EvaluationContext context) {
    if (arguments[0].vector() instanceof DecimalVector a
        && arguments[1].vector() instanceof DecimalVector b) {
      FlatVector fast = null;
      if (operator == '*') {
        fast = multiply(a, arguments[0].mask(), b, arguments[1].mask(), rows, validity);
      } else if (operator == '+' || operator == '-') {
        fast = addOrSubtract(a, arguments[0].mask(), b, arguments[1].mask(), rows, validity);
      }
      if (fast != null) {
        return fast;
      }
    }
    return general(arguments, rows, validity);
  }

  private static DecimalVector multiply(
      DecimalVector a, int aMask, DecimalVector b, int bMask, int rows, long[] validity) {
    if (a.scale() + b.scale() > MAX_LONG_SCALE) {
      return null;
    }
    long[] out = new long[rows];
    long overflow = IntegerArithmetic.multiply(a.unscaled(), aMask, b.unscaled(), bMask, rows, out);
    return overflow < 0 ? null : new DecimalVector(rows, out, a.scale() + b.scale(), validity);
  }

  private DecimalVector addOrSubtract(
      DecimalVector a, int aMask, DecimalVector b, int bMask, int rows, long[] validity) {
    int scale = Math.max(a.scale(), b.scale());
    long[] x = rescale(a, aMask, scale, rows);
    long[] y = rescale(b, bMask, scale, rows);
    if (x == null || y == null) {
      return null;
    }
    long[] out = new long[rows];
    long overflow =
        operator == '+'
            ? IntegerArithmetic.add(x, aMask, y, bMask, rows, out)
            : IntegerArithmetic.subtract(x, aMask, y, bMask, rows, out);
    return overflow < 0 ? null : new DecimalVector(rows, out, scale, validity);
  }

  /** The values with more digits after the point; null if one does not fit. */
  private static long[] rescale(DecimalVector vector, int mask, int scale, int rows) {
    int more = scale - vector.scale();
    if (more == 0) {
      return vector.unscaled();
    }
    if (more > MAX_LONG_SCALE) {
      return null;
    }
    long factor = 1;
    for (int i = 0; i < more; i++) {
      factor *= 10;
    }
    int count = mask == 0 ? 1 : rows;
    long[] out = new long[count];
    long[] factors = {factor};
    long overflow = IntegerArithmetic.multiply(vector.unscaled(), -1, factors, 0, count, out);
    return overflow < 0 ? null : out;
  }

  private FlatVector general(Operand[] arguments, int rows, long[] validity) {
    NumericBuilder out = new NumericBuilder(rows);
    for (int i = 0; i < rows; i++) {
      if (validity != null && !Validity.isValid(validity, i)) {
        out.appendNull();
      } else {
        out.appendNumeric(apply(arguments[0].numericAt(i), arguments[1].numericAt(i)));
      }
    }
    return out.build();
  }

  private PgNumeric apply(PgNumeric a, PgNumeric b) {
    return switch (operator) {
      case '+' -> NumericMath.add(a, b);
      case '-' -> NumericMath.subtract(a, b);
      case '*' -> NumericMath.multiply(a, b);
      case '/' -> NumericMath.divide(a, b);
      default -> NumericMath.remainder(a, b);
    };
  }
}
