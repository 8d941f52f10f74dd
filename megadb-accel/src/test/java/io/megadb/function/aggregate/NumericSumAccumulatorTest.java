package io.megadb.function.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.function.arithmetic.NumericMath;
import io.megadb.vector.FlatVector;
import io.megadb.vector.NumericBuilder;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumericSumAccumulatorTest {
  private static final int GROUPS = 40;

  /** Scales that differ by batch, values beyond a long, NaN and nulls, in any number of workers. */
  @Test
  void partialSumsMergeToTheSumWithTheLargestScale() {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      PgNumeric[] expected = new PgNumeric[GROUPS];
      NumericSumAccumulator whole = new NumericSumAccumulator(false);
      whole.ensureGroups(GROUPS);
      int workers = 1 + random.nextInt(3);
      for (int worker = 0; worker < workers; worker++) {
        NumericSumAccumulator partial = new NumericSumAccumulator(false);
        partial.ensureGroups(GROUPS);
        int batches = random.nextInt(4);
        for (int batch = 0; batch < batches; batch++) {
          add(partial, expected, random);
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
          groups[i] = i;
        }
        whole.merge(groups, partial.state(0, GROUPS), GROUPS);
      }
      Vector result = whole.result(0, GROUPS);
      for (int group = 0; group < GROUPS; group++) {
        Object found = result.isNull(group) ? null : Values.get(result, group);
        assertThat(String.valueOf(found)).isEqualTo(String.valueOf(expected[group]));
      }
    }
  }

  private static void add(NumericSumAccumulator partial, PgNumeric[] expected, Random random) {
    int rows = 1 + random.nextInt(200);
    int scale = random.nextInt(3);
    int kind = random.nextInt(10);
    NumericBuilder values = new NumericBuilder(rows);
    int[] groups = new int[rows];
    for (int i = 0; i < rows; i++) {
      groups[i] = random.nextInt(GROUPS);
      if (random.nextInt(8) == 0) {
        values.appendNull();
        continue;
      }
      PgNumeric value =
          kind == 0 && random.nextInt(50) == 0
              ? PgNumeric.NAN
              : PgNumeric.of(
                  new BigDecimal(
                      kind == 1
                          ? new BigInteger(100, random)
                          : BigInteger.valueOf(random.nextLong() >> random.nextInt(63)),
                      kind == 2 ? random.nextInt(4) : scale));
      values.appendNumeric(value);
      PgNumeric before = expected[groups[i]];
      expected[groups[i]] = before == null ? value : NumericMath.add(before, value);
    }
    FlatVector vector = values.build();
    partial.add(groups, new Vector[] {vector}, rows, null);
  }
}
