package io.megadb.function.aggregate;

import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.function.arithmetic.ArithmeticErrors;
import io.megadb.function.kernel.Operand;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.DoubleBuilder;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.Vector;
import java.util.Arrays;

/** sum and avg of float4 and float8: the exact sum, rounded once. */
final class FloatSumAccumulator implements Accumulator {
  private final boolean average;
  private final boolean single;
  private ExactSum[] sums = new ExactSum[16];
  private long[] counts = new long[16];

  /**
   * @param single whether the result is a float4
   */
  FloatSumAccumulator(boolean average, boolean single) {
    this.average = average;
    this.single = single;
  }

  @Override
  public void ensureGroups(int groups) {
    if (groups > sums.length) {
      int length = Math.max(groups, sums.length * 2);
      sums = Arrays.copyOf(sums, length);
      counts = Arrays.copyOf(counts, length);
    }
  }

  @Override
  public void add(int[] groups, Vector[] arguments, int rows, EvaluationContext context) {
    Operand operand = Operand.of(arguments[0]);
    double[] values = operand.doubles();
    int mask = operand.mask();
    for (int i = 0; i < rows; i++) {
      if (!operand.isNull(i)) {
        int group = groups[i];
        ExactSum sum = sums[group];
        if (sum == null) {
          sum = new ExactSum();
          sums[group] = sum;
        }
        sum.add(values[i & mask]);
        counts[group]++;
      }
    }
  }

  @Override
  public Vector[] state(int from, int to) {
    BytesBuilder states = new BytesBuilder(to - from);
    LongBuilder rows = new LongBuilder(to - from);
    for (int group = from; group < to; group++) {
      if (sums[group] == null) {
        states.appendNull();
      } else {
        states.appendBytes(sums[group].toBytes());
      }
      rows.appendLong(counts[group]);
    }
    return new Vector[] {states.build(), rows.build()};
  }

  @Override
  public void merge(int[] groups, Vector[] state, int rows) {
    Operand states = Operand.of(state[0]);
    Operand added = Operand.of(state[1]);
    for (int i = 0; i < rows; i++) {
      if (!states.isNull(i)) {
        int group = groups[i];
        ExactSum sum = ExactSum.ofBytes(states.bytesAt(i));
        if (sums[group] == null) {
          sums[group] = sum;
        } else {
          sums[group].add(sum);
        }
        counts[group] += added.longAt(i);
      }
    }
  }

  @Override
  public Vector result(int from, int to) {
    DoubleBuilder out = new DoubleBuilder(to - from);
    for (int group = from; group < to; group++) {
      if (sums[group] == null) {
        out.appendNull();
      } else {
        double sum = sums[group].round();
        double value = average ? sum / counts[group] : single ? (float) sum : sum;
        if (Double.isInfinite(value) && sums[group].isFinite()) {
          throw ArithmeticErrors.overflow();
        }
        out.appendDouble(value);
      }
    }
    return out.build();
  }

  @Override
  public long bytes() {
    long bytes = 16L * sums.length;
    for (ExactSum sum : sums) {
      bytes += sum == null ? 0 : sum.bytes();
    }
    return bytes;
  }
}
