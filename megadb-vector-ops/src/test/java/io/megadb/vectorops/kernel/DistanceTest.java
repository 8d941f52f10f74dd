package io.megadb.vectorops.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Distances against exact arithmetic. */
class DistanceTest {
  private static final MathContext DIGITS = new MathContext(60);

  private static double[] floats(SplittableRandom random, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextDouble() * 200 - 100);
    }
    return values;
  }

  private static BigDecimal sum(
      double[] a, double[] b, java.util.function.BinaryOperator<BigDecimal> term) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < a.length; i++) {
      sum = sum.add(term.apply(new BigDecimal(a[i]), new BigDecimal(b[i])));
    }
    return sum;
  }

  private static double exact(Distance distance, double[] a, double[] b) {
    return switch (distance) {
      case L2 -> sum(a, b, (x, y) -> x.subtract(y).pow(2)).sqrt(DIGITS).doubleValue();
      case NEGATIVE_INNER_PRODUCT -> sum(a, b, BigDecimal::multiply).negate().doubleValue();
      case COSINE -> {
        BigDecimal norms =
            sum(a, a, BigDecimal::multiply).multiply(sum(b, b, BigDecimal::multiply));
        yield BigDecimal.ONE
            .subtract(sum(a, b, BigDecimal::multiply).divide(norms.sqrt(DIGITS), DIGITS))
            .doubleValue();
      }
      case L1 -> sum(a, b, (x, y) -> x.subtract(y).abs()).doubleValue();
    };
  }

  @Test
  void roundingStaysWithinTheStatedBound() {
    SplittableRandom random = new SplittableRandom(7);
    for (int length = 1; length <= 300; length += length < 20 ? 1 : 37) {
      double[] a = floats(random, length);
      double[] b = floats(random, length);
      double unit = (length / 4.0 + 5) * 0x1p-53;
      double products = 0;
      for (int i = 0; i < length; i++) {
        products += Math.abs(a[i] * b[i]);
      }
      for (Distance distance : Distance.values()) {
        double expected = exact(distance, a, b);
        double scale =
            switch (distance) {
              case L2, L1 -> expected;
              case NEGATIVE_INNER_PRODUCT -> products;
              case COSINE -> 4;
            };
        assertThat(distance.between(a, b))
            .as(distance + " of " + length)
            .isCloseTo(expected, within(2 * unit * scale));
      }
    }
  }

  @Test
  void placesInLargerArraysMakeNoDifference() {
    SplittableRandom random = new SplittableRandom(8);
    double[] a = floats(random, 100);
    double[] b = floats(random, 90);
    for (Distance distance : Distance.values()) {
      assertThat(distance.between(a, 13, b, 5, 61))
          .isEqualTo(
              distance.between(
                  java.util.Arrays.copyOfRange(a, 13, 74), java.util.Arrays.copyOfRange(b, 5, 66)));
    }
  }

  @Test
  void cosineOfAZeroVectorIsNoNumber() {
    assertThat(Distance.COSINE.between(new double[] {1, 2}, new double[2])).isNaN();
    assertThat(Distance.COSINE.between(new double[] {1, 2}, new double[] {2, 4})).isZero();
    assertThat(Distance.COSINE.between(new double[] {1, 1}, new double[] {-1, -1})).isEqualTo(2);
  }
}
