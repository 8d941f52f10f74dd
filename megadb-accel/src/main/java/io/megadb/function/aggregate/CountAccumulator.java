package io.megadb.function.aggregate;

import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.vector.LongVector;
import io.megadb.vector.Vector;
import java.util.Arrays;

/** count(*) and count(argument). */
final class CountAccumulator implements Accumulator {
  private long[] counts = new long[16];

  @Override
  public void ensureGroups(int groups) {
    if (groups > counts.length) {
      counts = Arrays.copyOf(counts, Math.max(groups, counts.length * 2));
    }
  }

  @Override
  public void add(int[] groups, Vector[] arguments, int rows, EvaluationContext context) {
    long[] target = counts;
    if (arguments.length == 0 || !arguments[0].mayHaveNulls()) {
      for (int i = 0; i < rows; i++) {
        target[groups[i]]++;
      }
      return;
    }
    Vector argument = arguments[0];
    for (int i = 0; i < rows; i++) {
      if (!argument.isNull(i)) {
        target[groups[i]]++;
      }
    }
  }

  @Override
  public Vector[] state(int from, int to) {
    return new Vector[] {result(from, to)};
  }

  @Override
  public void merge(int[] groups, Vector[] state, int rows) {
    long[] values = ((LongVector) state[0].flat()).values();
    for (int i = 0; i < rows; i++) {
      counts[groups[i]] += values[i];
    }
  }

  @Override
  public Vector result(int from, int to) {
    return new LongVector(to - from, Arrays.copyOfRange(counts, from, to), null);
  }

  @Override
  public long bytes() {
    return 8L * counts.length;
  }
}
