package io.megadb.function.aggregate;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.LongVector;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.Arrays;

/** One row's value; null without a row. */
final class SingleValueAccumulator implements Accumulator {
  /** What several rows mean. */
  enum Rule {
    /** Error 21000, as for a scalar subquery. */
    ONE_ROW,
    /** The first value that is not null counts. */
    FIRST_VALUE,
    /** The first row counts. */
    FIRST_ROW
  }

  private final PgType type;
  private final Rule rule;
  private FlatVector[] values = new FlatVector[16];
  private boolean[] seen = new boolean[16];

  SingleValueAccumulator(PgType type, Rule rule) {
    this.type = type;
    this.rule = rule;
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
    for (int i = 0; i < rows; i++) {
      put(groups[i], arguments[0], i);
    }
  }

  private void put(int group, Vector vector, int row) {
    if (rule == Rule.FIRST_VALUE && vector.isNull(row)) {
      return;
    }
    if (seen[group]) {
      if (rule != Rule.ONE_ROW) {
        return;
      }
      throw new MegaDbException(
          SqlState.CARDINALITY_VIOLATION,
          "more than one row returned by a subquery used as an expression");
    }
    seen[group] = true;
    values[group] = vector.select(new int[] {row}, 1).flat();
  }

  @Override
  public Vector[] state(int from, int to) {
    LongBuilder rows = new LongBuilder(to - from);
    for (int group = from; group < to; group++) {
      rows.appendLong(seen[group] ? 1 : 0);
    }
    return new Vector[] {result(from, to), rows.build()};
  }

  @Override
  public void merge(int[] groups, Vector[] state, int rows) {
    long[] present = ((LongVector) state[1].flat()).values();
    for (int i = 0; i < rows; i++) {
      if (present[i] != 0) {
        put(groups[i], state[0], i);
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
    return 48L * values.length;
  }
}
