package io.megadb.function.arithmetic;

import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Validity;

/**
 * + - * / of real and double precision. An infinite result of finite operands is 22003, and so is a
 * zero product or quotient of operands that are not zero.
 */
final class FloatArithmetic implements StrictBody {
  private final char operator;
  private final boolean single;

  FloatArithmetic(char operator, boolean single) {
    this.operator = operator;
    this.single = single;
  }

  @Override
  public FlatVector compute(
      Operand[] arguments, int rows, long[] validity, EvaluationContext context) {
    double[] a = arguments[0].doubles();
    double[] b = arguments[1].doubles();
    int aMask = arguments[0].mask();
    int bMask = arguments[1].mask();
    double[] out = new double[rows];
    switch (operator) {
      case '+' -> add(a, aMask, b, bMask, rows, out);
      case '-' -> subtract(a, aMask, b, bMask, rows, out);
      case '*' -> multiply(a, aMask, b, bMask, rows, out);
      default -> divide(a, aMask, b, bMask, rows, out);
    }
    if (single) {
      for (int i = 0; i < rows; i++) {
        out[i] = (float) out[i];
      }
    }
    if (suspicious(out, rows) || operator == '/') {
      check(a, aMask, b, bMask, rows, validity, out);
    }
    return new DoubleVector(rows, out, validity);
  }

  private static void add(double[] a, int aMask, double[] b, int bMask, int rows, double[] out) {
    for (int i = 0; i < rows; i++) {
      out[i] = a[i & aMask] + b[i & bMask];
    }
  }

  private static void subtract(
      double[] a, int aMask, double[] b, int bMask, int rows, double[] out) {
    for (int i = 0; i < rows; i++) {
      out[i] = a[i & aMask] - b[i & bMask];
    }
  }

  private static void multiply(
      double[] a, int aMask, double[] b, int bMask, int rows, double[] out) {
    for (int i = 0; i < rows; i++) {
      out[i] = a[i & aMask] * b[i & bMask];
    }
  }

  private static void divide(double[] a, int aMask, double[] b, int bMask, int rows, double[] out) {
    for (int i = 0; i < rows; i++) {
      out[i] = a[i & aMask] / b[i & bMask];
    }
  }

  /** Whether a result is infinite, NaN or zero. */
  private boolean suspicious(double[] out, int rows) {
    boolean zeroMatters = operator == '*';
    boolean found = false;
    for (int i = 0; i < rows; i++) {
      found |= !(Math.abs(out[i]) <= Double.MAX_VALUE) | zeroMatters & out[i] == 0;
    }
    return found;
  }

  private void check(
      double[] a, int aMask, double[] b, int bMask, int rows, long[] validity, double[] out) {
    for (int i = 0; i < rows; i++) {
      if (validity == null || Validity.isValid(validity, i)) {
        check(a[i & aMask], b[i & bMask], out[i]);
      }
    }
  }

  private void check(double x, double y, double result) {
    if (operator == '/' && y == 0 && !Double.isNaN(x)) {
      throw ArithmeticErrors.divisionByZero();
    }
    if (Double.isInfinite(result) && !Double.isInfinite(x) && !Double.isInfinite(y)) {
      throw ArithmeticErrors.overflow();
    }
    if (result == 0) {
      boolean lost =
          operator == '*' ? x != 0 && y != 0 : operator == '/' && x != 0 && !Double.isInfinite(y);
      if (lost) {
        throw ArithmeticErrors.underflow();
      }
    }
  }
}
