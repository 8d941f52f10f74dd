package io.megadb.function.aggregate;

import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.vector.BoolBuilder;
import io.megadb.vector.Vector;
import java.util.Arrays;

/** bool_and, every and bool_or. */
final class BoolAccumulator implements Accumulator {
  private static final byte EMPTY = -1;

  private final boolean and;
  private byte[] values = new byte[0];

  BoolAccumulator(boolean and) {
    this.and = and;
  }

  @Override
  public void ensureGroups(int groups) {
    int before = values.length;
    if (groups > before) {
      values = Arrays.copyOf(values, Math.max(groups, before * 2 + 16));
      Arrays.fill(values, before, values.length, EMPTY);
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
    byte[] added = operand.bools();
    for (int i = 0; i < rows; i++) {
      if (!operand.isNull(i)) {
        int group = groups[i];
        byte value = added[i & operand.mask()];
        byte held = values[group];
        values[group] = (byte) (held == EMPTY ? value : and ? held & value : held | value);
      }
    }
  }

  @Override
  public Vector result(int from, int to) {
    BoolBuilder out = new BoolBuilder(to - from);
    for (int group = from; group < to; group++) {
      if (values[group] == EMPTY) {
        out.appendNull();
      } else {
        out.appendBool(values[group] != 0);
      }
    }
    return out.build();
  }

  @Override
  public long bytes() {
    return values.length;
  }
}
