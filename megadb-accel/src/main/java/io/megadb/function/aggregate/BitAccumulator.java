package io.megadb.function.aggregate;

import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.Vector;
import java.util.Arrays;

/** bit_and, bit_or and bit_xor of integers. */
final class BitAccumulator implements Accumulator {
  private final char operator;
  private long[] values = new long[16];
  private boolean[] seen = new boolean[16];

  /**
   * @param operator &amp;, | or ^
   */
  BitAccumulator(char operator) {
    this.operator = operator;
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
    for (int i = 0; i < rows; i++) {
      if (!operand.isNull(i)) {
        int group = groups[i];
        long value = operand.longAt(i);
        long held = values[group];
        values[group] =
            !seen[group]
                ? value
                : operator == '&' ? held & value : operator == '|' ? held | value : held ^ value;
        seen[group] = true;
      }
    }
  }

  @Override
  public Vector result(int from, int to) {
    LongBuilder out = new LongBuilder(to - from);
    for (int group = from; group < to; group++) {
      if (seen[group]) {
        out.appendLong(values[group]);
      } else {
        out.appendNull();
      }
    }
    return out.build();
  }

  @Override
  public long bytes() {
    return 9L * values.length;
  }
}
