package io.megadb.function.comparison;

/**
 * Comparisons of whole arrays. Each writes {@code flip} or 1 - {@code flip}; constants have mask 0.
 */
final class ComparisonLoops {
  private ComparisonLoops() {}

  static byte[] equal(long[] a, int aMask, long[] b, int bMask, int rows, int flip) {
    byte[] out = new byte[rows];
    if (aMask == 0) {
      equalConstant(b, a[0], rows, flip, out);
    } else if (bMask == 0) {
      equalConstant(a, b[0], rows, flip, out);
    } else {
      for (int i = 0; i < rows; i++) {
        out[i] = (byte) ((a[i] == b[i] ? 1 : 0) ^ flip);
      }
    }
    return out;
  }

  private static void equalConstant(long[] a, long b, int rows, int flip, byte[] out) {
    for (int i = 0; i < rows; i++) {
      out[i] = (byte) ((a[i] == b ? 1 : 0) ^ flip);
    }
  }

  static byte[] less(long[] a, int aMask, long[] b, int bMask, int rows, int flip) {
    byte[] out = new byte[rows];
    if (aMask == 0) {
      lessConstantLeft(a[0], b, rows, flip, out);
    } else if (bMask == 0) {
      lessConstantRight(a, b[0], rows, flip, out);
    } else {
      for (int i = 0; i < rows; i++) {
        out[i] = (byte) ((a[i] < b[i] ? 1 : 0) ^ flip);
      }
    }
    return out;
  }

  private static void lessConstantLeft(long a, long[] b, int rows, int flip, byte[] out) {
    for (int i = 0; i < rows; i++) {
      out[i] = (byte) ((a < b[i] ? 1 : 0) ^ flip);
    }
  }

  private static void lessConstantRight(long[] a, long b, int rows, int flip, byte[] out) {
    for (int i = 0; i < rows; i++) {
      out[i] = (byte) ((a[i] < b ? 1 : 0) ^ flip);
    }
  }

  static byte[] equal(double[] a, int aMask, double[] b, int bMask, int rows, int flip) {
    byte[] out = new byte[rows];
    for (int i = 0; i < rows; i++) {
      double x = a[i & aMask];
      double y = b[i & bMask];
      out[i] = (byte) ((x == y || Double.isNaN(x) && Double.isNaN(y) ? 1 : 0) ^ flip);
    }
    return out;
  }

  static byte[] less(double[] a, int aMask, double[] b, int bMask, int rows, int flip) {
    byte[] out = new byte[rows];
    for (int i = 0; i < rows; i++) {
      double x = a[i & aMask];
      double y = b[i & bMask];
      out[i] = (byte) ((x < y || Double.isNaN(y) && !Double.isNaN(x) ? 1 : 0) ^ flip);
    }
    return out;
  }
}
