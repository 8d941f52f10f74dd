package io.megadb.function.aggregate;

import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.function.arithmetic.NumericMath;
import io.megadb.function.kernel.Operand;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.NumericBuilder;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Vector;

/** sum and avg with a numeric result: of int8 and numeric, and avg of every integer. */
final class NumericSumAccumulator implements Accumulator {
  private final DecimalSums sums = new DecimalSums();
  private final boolean average;

  NumericSumAccumulator(boolean average) {
    this.average = average;
  }

  @Override
  public void ensureGroups(int groups) {
    sums.ensureGroups(groups);
  }

  @Override
  public void add(int[] groups, Vector[] arguments, int rows, EvaluationContext context) {
    sums.add(groups, Operand.of(arguments[0]), rows);
  }

  @Override
  public Vector[] state(int from, int to) {
    NumericBuilder totals = new NumericBuilder(to - from);
    LongBuilder counts = new LongBuilder(to - from);
    for (int group = from; group < to; group++) {
      if (sums.count(group) == 0) {
        totals.appendNull();
      } else {
        sums.appendSum(group, totals);
      }
      counts.appendLong(sums.count(group));
    }
    return new Vector[] {totals.build(), counts.build()};
  }

  @Override
  public void merge(int[] groups, Vector[] state, int rows) {
    sums.merge(groups, Operand.of(state[0]), Operand.of(state[1]), rows);
  }

  @Override
  public Vector result(int from, int to) {
    NumericBuilder out = new NumericBuilder(to - from);
    for (int group = from; group < to; group++) {
      if (sums.count(group) == 0) {
        out.appendNull();
      } else if (average) {
        out.appendNumeric(NumericMath.divide(sums.sum(group), PgNumeric.of(sums.count(group), 0)));
      } else {
        sums.appendSum(group, out);
      }
    }
    return out.build();
  }

  @Override
  public long bytes() {
    return sums.bytes();
  }
}
