package io.megadb.vectorops.kernel;

/**
 * The distances of pgvector's operators. Sums are of doubles in four interleaved parts, which are
 * added at the end: the order of additions depends on the length only, so that every run gives the
 * same digits, and no addition waits for the one before. Against the exact value the relative error
 * of a sum of n non-negative terms is below (n / 4 + 5) · 2^-53; elements are floats, whose
 * products are exact in a double.
 */
public enum Distance {
  /** Euclidean. */
  L2("<->") {
    @Override
    public double between(double[] a, int aFrom, double[] b, int bFrom, int length) {
      return Math.sqrt(squared(a, aFrom, b, bFrom, length));
    }
  },
  /** The inner product with its sign changed, so that less is nearer. */
  NEGATIVE_INNER_PRODUCT("<#>") {
    @Override
    public double between(double[] a, int aFrom, double[] b, int bFrom, int length) {
      return -innerProduct(a, aFrom, b, bFrom, length);
    }
  },
  /** 1 - cosine of the angle; NaN if either vector is zero. */
  COSINE("<=>") {
    @Override
    public double between(double[] a, int aFrom, double[] b, int bFrom, int length) {
      double product = innerProduct(a, aFrom, b, bFrom, length);
      double norms =
          innerProduct(a, aFrom, a, aFrom, length) * innerProduct(b, bFrom, b, bFrom, length);
      return ofCosine(product / Math.sqrt(norms));
    }
  },
  /** The sum of the absolute differences. */
  L1("<+>") {
    @Override
    public double between(double[] a, int aFrom, double[] b, int bFrom, int length) {
      return absolute(a, aFrom, b, bFrom, length);
    }
  };

  private final String symbol;

  Distance(String symbol) {
    this.symbol = symbol;
  }

  /** The operator's symbol. */
  public String symbol() {
    return symbol;
  }

  /** The distance of {@code length} elements of either array. */
  public abstract double between(double[] a, int aFrom, double[] b, int bFrom, int length);

  /** As the other, of whole arrays. */
  public final double between(double[] a, double[] b) {
    return between(a, 0, b, 0, a.length);
  }

  /** The distance for a cosine, which rounding may have put outside its range. */
  public static double ofCosine(double cosine) {
    return 1 - (cosine > 1 ? 1 : cosine < -1 ? -1 : cosine);
  }

  public static double squared(double[] a, int aFrom, double[] b, int bFrom, int length) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i < length - 3; i += 4) {
      double d0 = a[aFrom + i] - b[bFrom + i];
      double d1 = a[aFrom + i + 1] - b[bFrom + i + 1];
      double d2 = a[aFrom + i + 2] - b[bFrom + i + 2];
      double d3 = a[aFrom + i + 3] - b[bFrom + i + 3];
      sum0 += d0 * d0;
      sum1 += d1 * d1;
      sum2 += d2 * d2;
      sum3 += d3 * d3;
    }
    for (; i < length; i++) {
      double d = a[aFrom + i] - b[bFrom + i];
      sum0 += d * d;
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  public static double innerProduct(double[] a, int aFrom, double[] b, int bFrom, int length) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i < length - 3; i += 4) {
      sum0 += a[aFrom + i] * b[bFrom + i];
      sum1 += a[aFrom + i + 1] * b[bFrom + i + 1];
      sum2 += a[aFrom + i + 2] * b[bFrom + i + 2];
      sum3 += a[aFrom + i + 3] * b[bFrom + i + 3];
    }
    for (; i < length; i++) {
      sum0 += a[aFrom + i] * b[bFrom + i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  private static double absolute(double[] a, int aFrom, double[] b, int bFrom, int length) {
    double sum0 = 0;
    double sum1 = 0;
    int i = 0;
    for (; i < length - 1; i += 2) {
      sum0 += Math.abs(a[aFrom + i] - b[bFrom + i]);
      sum1 += Math.abs(a[aFrom + i + 1] - b[bFrom + i + 1]);
    }
    for (; i < length; i++) {
      sum0 += Math.abs(a[aFrom + i] - b[bFrom + i]);
    }
    return sum0 + sum1;
  }
}
