package io.megadb.function.arithmetic;

import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;

/**
 * + - * / % of integers. The loops compute in 64 bits and gather overflow in one sign bit; only if
 * it is set are the rows looked at again, so that nothing under a null raises an error.
 */
final class IntegerArithmetic implements StrictBody {
  private final char operator;
  private final IntegerRange range;

  /**
   * @param range of the result; both operands' types are within it
   */
  IntegerArithmetic(char operator, IntegerRange range) {
    this.operator = operator;
    this.range = range;
  }

  @Override
  public FlatVector compute(
      Operand[] arguments, int rows, long[] validity, EvaluationContext context) {
    long[] a = arguments[0].longs();
    long[] b = arguments[1].longs();
    int aMask = arguments[0].mask();
    int bMask = arguments[1].mask();
    long[] out = new long[rows];
    long overflow =
        switch (operator) {
          case '+' -> add(a, aMask, b, bMask, rows, out);
          case '-' -> subtract(a, aMask, b, bMask, rows, out);
          case '*' -> multiply(a, aMask, b, bMask, rows, out);
          case '/' -> divide(a, aMask, b, bMask, rows, validity, out);
          default -> remainder(a, aMask, b, bMask, rows, validity, out);
        };
    if (overflow < 0) {
      recheck(a, aMask, b, bMask, rows, validity);
    }
    range.check(out, rows, validity);
    return new LongVector(rows, out, validity);
  }

  static long add(long[] a, int aMask, long[] b, int bMask, int rows, long[] out) {
    long overflow = 0;
    if (bMask == 0 && aMask != 0) {
      long y = b[0];
      for (int i = 0; i < rows; i++) {
        long sum = a[i] + y;
        out[i] = sum;
        overflow |= (a[i] ^ sum) & (y ^ sum);
      }
      return overflow;
    }
    for (int i = 0; i < rows; i++) {
      long x = a[i & aMask];
      long y = b[i & bMask];
      long sum = x + y;
      out[i] = sum;
      overflow |= (x ^ sum) & (y ^ sum);
    }
    return overflow;
  }

  static long subtract(long[] a, int aMask, long[] b, int bMask, int rows, long[] out) {
    long overflow = 0;
    if (aMask == 0 && bMask != 0) {
      long x = a[0];
      for (int i = 0; i < rows; i++) {
        long difference = x - b[i];
        out[i] = difference;
        overflow |= (x ^ b[i]) & (x ^ difference);
      }
      return overflow;
    }
    for (int i = 0; i < rows; i++) {
      long x = a[i & aMask];
      long y = b[i & bMask];
      long difference = x - y;
      out[i] = difference;
      overflow |= (x ^ y) & (x ^ difference);
    }
    return overflow;
  }

  static long multiply(long[] a, int aMask, long[] b, int bMask, int rows, long[] out) {
    long overflow = 0;
    for (int i = 0; i < rows; i++) {
      long x = a[i & aMask];
      long y = b[i & bMask];
      long product = x * y;
      out[i] = product;
      long lost = Math.multiplyHigh(x, y) ^ product >> 63;
      overflow |= lost | -lost;
    }
    return overflow;
  }

  private static long divide(
      long[] a, int aMask, long[] b, int bMask, int rows, long[] validity, long[] out) {
    long overflow = 0;
    for (int i = 0; i < rows; i++) {
      long y = b[i & bMask];
      if (y == 0) {
        if (validity == null || Validity.isValid(validity, i)) {
          throw ArithmeticErrors.divisionByZero();
        }
        continue;
      }
      long x = a[i & aMask];
      out[i] = x / y;
      overflow |= x & out[i] & y;
    }
    return overflow;
  }

  private static long remainder(
      long[] a, int aMask, long[] b, int bMask, int rows, long[] validity, long[] out) {
    for (int i = 0; i < rows; i++) {
      long y = b[i & bMask];
      if (y != 0) {
        out[i] = a[i & aMask] % y;
      } else if (validity == null || Validity.isValid(validity, i)) {
        throw ArithmeticErrors.divisionByZero();
      }
    }
    return 0;
  }

  private void recheck(long[] a, int aMask, long[] b, int bMask, int rows, long[] validity) {
    for (int i = 0; i < rows; i++) {
      if (validity == null || Validity.isValid(validity, i)) {
        try {
          long x = a[i & aMask];
          long y = b[i & bMask];
          switch (operator) {
            case '+' -> Math.addExact(x, y);
            case '-' -> Math.subtractExact(x, y);
            case '*' -> Math.multiplyExact(x, y);
            default -> {
              if (x == Long.MIN_VALUE && y == -1) {
                throw new ArithmeticException("long overflow");
              }
            }
          }
        } catch (ArithmeticException e) {
          throw ArithmeticErrors.outOfRange(range.sqlName());
        }
      }
    }
  }
}
