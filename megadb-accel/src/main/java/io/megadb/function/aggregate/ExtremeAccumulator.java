package io.megadb.function.aggregate;

import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.function.comparison.ValueOrder;
import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.Arrays;

/** min and max of any ordered type; each group keeps its value as a vector of one row. */
final class ExtremeAccumulator implements Accumulator {
  private final boolean max;
  private final PgType type;
  private final ValueOrder order;
  private FlatVector[] values = new FlatVector[16];
  private long heldBytes;

  ExtremeAccumulator(boolean max, PgType type) {
    this.max = max;
    this.type = type;
    this.order = ValueOrder.of(type);
  }

  @Override
  public void ensureGroups(int groups) {
    if (groups > values.length) {
      values = Arrays.copyOf(values, Math.max(groups, values.length * 2));
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
    Vector added = state[0];
    int[] selected = new int[1];
    for (int i = 0; i < rows; i++) {
      if (!added.isNull(i)) {
        FlatVector held = values[groups[i]];
        int comparison = held == null ? 0 : order.compare(added, i, held, 0);
        if (held == null || (max ? comparison > 0 : comparison < 0)) {
          selected[0] = i;
          FlatVector value = added.select(selected, 1).flat();
          values[groups[i]] = value;
          heldBytes += value.bytes() - (held == null ? 0 : held.bytes());
        }
      }
    }
  }

  @Override
  public Vector result(int from, int to) {
    VectorBuilder out = VectorBuilder.of(type, to - from);
    for (int group = from; group < to; group++) {
      if (values[group] == null) {
        out.appendNull();
      } else {
        out.appendFrom(values[group], 0);
      }
    }
    return out.build();
  }

  @Override
  public long bytes() {
    return 8L * values.length + heldBytes;
  }
}
