package io.megadb.vectorops.index;

import io.megadb.vectorops.kernel.Distance;

/**
 * How near two vectors are, for choosing among many: single precision, monotonous in the distance
 * of the same name. Final distances are {@link Distance}'s.
 */
public enum Metric {
  L2(Distance.L2) {
    @Override
    float between(float[] a, float[] b, float normProduct) {
      float sum0 = 0;
      float sum1 = 0;
      float sum2 = 0;
      float sum3 = 0;
      int i = 0;
      for (; i < a.length - 3; i += 4) {
        float d0 = a[i] - b[i];
        float d1 = a[i + 1] - b[i + 1];
        float d2 = a[i + 2] - b[i + 2];
        float d3 = a[i + 3] - b[i + 3];
        sum0 += d0 * d0;
        sum1 += d1 * d1;
        sum2 += d2 * d2;
        sum3 += d3 * d3;
      }
      for (; i < a.length; i++) {
        float d = a[i] - b[i];
        sum0 += d * d;
      }
      return (sum0 + sum1) + (sum2 + sum3);
    }
  },
  INNER_PRODUCT(Distance.NEGATIVE_INNER_PRODUCT) {
    @Override
    float between(float[] a, float[] b, float normProduct) {
      return -product(a, b);
    }
  },
  COSINE(Distance.COSINE) {
    @Override
    float between(float[] a, float[] b, float normProduct) {
      return 1 - product(a, b) / normProduct;
    }
  },
  L1(Distance.L1) {
    @Override
    float between(float[] a, float[] b, float normProduct) {
      float sum0 = 0;
      float sum1 = 0;
      int i = 0;
      for (; i < a.length - 1; i += 2) {
        sum0 += Math.abs(a[i] - b[i]);
        sum1 += Math.abs(a[i + 1] - b[i + 1]);
      }
      for (; i < a.length; i++) {
        sum0 += Math.abs(a[i] - b[i]);
      }
      return sum0 + sum1;
    }
  };

  private final Distance distance;

  Metric(Distance distance) {
    this.distance = distance;
  }

  /** The distance whose order this has. */
  public Distance distance() {
    return distance;
  }

  /**
   * Less is nearer; both have as many elements.
   *
   * @param normProduct product of both Euclidean norms, which only {@link #COSINE} reads
   */
  abstract float between(float[] a, float[] b, float normProduct);

  /** The Euclidean norm. */
  public static float norm(float[] a) {
    return (float) Math.sqrt(product(a, a));
  }

  private static float product(float[] a, float[] b) {
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    int i = 0;
    for (; i < a.length - 3; i += 4) {
      sum0 += a[i] * b[i];
      sum1 += a[i + 1] * b[i + 1];
      sum2 += a[i + 2] * b[i + 2];
      sum3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      sum0 += a[i] * b[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }
}
