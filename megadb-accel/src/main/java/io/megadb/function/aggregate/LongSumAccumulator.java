package io.megadb.function.aggregate;

import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import java.util.Arrays;

/** sum of int2 and int4: 64 bits cannot overflow below 2^32 rows. Null without a row. */
final class LongSumAccumulator implements Accumulator {
  private long[] sums = new long[16];
  private boolean[] seen = new boolean[16];

  @Override
  public void ensureGroups(int groups) {
    if (groups > sums.length) {
      int length = Math.max(groups, sums.length * 2);
      sums = Arrays.copyOf(sums, length);
      seen = Arrays.copyOf(seen, length);
    }
  }

  @Override
  public void add(int[] groups, Vector[] arguments, int rows, EvaluationContext context) {
    add(groups, arguments[0], rows);
  }

  private void add(int[] groups, Vector argument, int rows) {
    Operand operand = Operand.of(argument);
    long[] values = operand.longs();
    int mask = operand.mask();
    long[] validity = operand.validity();
    for (int i = 0; i < rows; i++) {
      int row = i & mask;
      if (validity == null || Validity.isValid(validity, row)) {
        int group = groups[i];
        sums[group] += values[row];
        seen[group] = true;
      }
    }
  }

  @Override
  public Vector[] state(int from, int to) {
    return new Vector[] {result(from, to)};
  }

  @Override
  public void merge(int[] groups, Vector[] state, int rows) {
    add(groups, state[0], rows);
  }

  @Override
  public Vector result(int from, int to) {
    int count = to - from;
    long[] validity = null;
    for (int i = 0; i < count; i++) {
      if (!seen[from + i]) {
        validity = validity == null ? Validity.allValid(count) : validity;
        Validity.setNull(validity, i);
      }
    }
    return new LongVector(count, Arrays.copyOfRange(sums, from, to), validity);
  }

  @Override
  public long bytes() {
    return 9L * sums.length;
  }
}
