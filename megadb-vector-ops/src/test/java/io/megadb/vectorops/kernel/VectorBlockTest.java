package io.megadb.vectorops.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Distances to a block of vectors against those of single pairs. */
class VectorBlockTest {
  private static double[] floats(SplittableRandom random, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextInt(8) == 0 ? 0 : (float) (random.nextDouble() * 2 - 1);
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource(Distance.class)
  void everyDistanceHasTheDigitsOfAPair(Distance distance) {
    SplittableRandom random = new SplittableRandom(5);
    double[] sums = VectorBlock.workspace();
    double[] out = new double[VectorBlock.ROWS];
    for (int length : new int[] {1, 2, 3, 4, 5, 7, 8, 16, 33, 130}) {
      for (int rows : new int[] {1, 100, VectorBlock.ROWS}) {
        VectorBlock block = new VectorBlock(length);
        double[][] vectors = new double[rows][];
        for (int row = 0; row < rows; row++) {
          vectors[row] = floats(random, length);
          block.add(vectors[row], 0);
        }
        assertThat(block.isFull()).isEqualTo(rows == VectorBlock.ROWS);
        double[] sought = floats(random, length + 3);
        double square = Distance.innerProduct(sought, 3, sought, 3, length);
        block.distances(distance, sought, 3, square, sums, out);
        for (int row = 0; row < rows; row++) {
          // Boxed, since NaN equals itself then.
          assertThat(Double.valueOf(out[row]))
              .isEqualTo(Double.valueOf(distance.between(sought, 3, vectors[row], 0, length)));
        }
      }
    }
  }
}
