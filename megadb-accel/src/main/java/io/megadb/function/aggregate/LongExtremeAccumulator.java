package io.megadb.function.aggregate;

import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import java.util.Arrays;

/** min and max of types held as longs. */
final class LongExtremeAccumulator implements Accumulator {
  private final boolean max;
  private long[] values = new long[16];
  private boolean[] seen = new boolean[16];

  LongExtremeAccumulator(boolean max) {
    this.max = max;
  }

  @Override
  public void ensureGroups(int groups) {
    if (groups > values.length) {
      int length = Math.max(groups, values.length * 2);
      values = Arrays.copyOf(values, length);
      seen = Arrays.copyOf(seen, length);
    }
  }

  @Override
  public void add(int[] groups, Vector[] arguments, int rows, EvaluationContext context) {
    merge(groups, arguments, rows);
  }

  @Override
  public Vector[] state(int from, int to) {
    return new Vector[] {result(from, to)};
  }

  @Override
  public void merge(int[] groups, Vector[] state, int rows) {
    Operand operand = Operand.of(state[0]);
    long[] added = operand.longs();
    int mask = operand.mask();
    for (int i = 0; i < rows; i++) {
      if (!operand.isNull(i)) {
        int group = groups[i];
        long value = added[i & mask];
        if (!seen[group] || (max ? value > values[group] : value < values[group])) {
          values[group] = value;
          seen[group] = true;
        }
      }
    }
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
    return new LongVector(count, Arrays.copyOfRange(values, from, to), validity);
  }

  @Override
  public long bytes() {
    return 9L * values.length;
  }
}
