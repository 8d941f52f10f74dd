package io.megadb.function.aggregate;

import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.function.datetime.IntervalMath;
import io.megadb.function.kernel.Operand;
import io.megadb.type.time.PgCalendar;
import io.megadb.vector.Interval;
import io.megadb.vector.IntervalBuilder;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.Vector;
import java.util.Arrays;

/** sum and avg of intervals: the three fields are added apart. */
final class IntervalSumAccumulator implements Accumulator {
  private final boolean average;
  private long[] months = new long[16];
  private long[] days = new long[16];
  private long[] micros = new long[16];
  private long[] counts = new long[16];

  IntervalSumAccumulator(boolean average) {
    this.average = average;
  }

  @Override
  public void ensureGroups(int groups) {
    if (groups > counts.length) {
      int length = Math.max(groups, counts.length * 2);
      months = Arrays.copyOf(months, length);
      days = Arrays.copyOf(days, length);
      micros = Arrays.copyOf(micros, length);
      counts = Arrays.copyOf(counts, length);
    }
  }

  @Override
  public void add(int[] groups, Vector[] arguments, int rows, EvaluationContext context) {
    Operand operand = Operand.of(arguments[0]);
    for (int i = 0; i < rows; i++) {
      if (!operand.isNull(i)) {
        add(groups[i], operand.intervalAt(i), 1);
      }
    }
  }

  private void add(int group, Interval value, long count) {
    months[group] += value.months();
    days[group] += value.days();
    try {
      micros[group] = Math.addExact(micros[group], value.micros());
    } catch (ArithmeticException e) {
      throw PgCalendar.intervalOutOfRange();
    }
    counts[group] += count;
  }

  @Override
  public Vector[] state(int from, int to) {
    IntervalBuilder sums = new IntervalBuilder(to - from);
    LongBuilder rows = new LongBuilder(to - from);
    for (int group = from; group < to; group++) {
      sums.append(sum(group));
      rows.appendLong(counts[group]);
    }
    return new Vector[] {sums.build(), rows.build()};
  }

  private Interval sum(int group) {
    if (months[group] != (int) months[group] || days[group] != (int) days[group]) {
      throw PgCalendar.intervalOutOfRange();
    }
    return new Interval((int) months[group], (int) days[group], micros[group]);
  }

  @Override
  public void merge(int[] groups, Vector[] state, int rows) {
    Operand sums = Operand.of(state[0]);
    Operand added = Operand.of(state[1]);
    for (int i = 0; i < rows; i++) {
      add(groups[i], sums.intervalAt(i), added.longAt(i));
    }
  }

  @Override
  public Vector result(int from, int to) {
    IntervalBuilder out = new IntervalBuilder(to - from);
    for (int group = from; group < to; group++) {
      if (counts[group] == 0) {
        out.appendNull();
      } else {
        Interval sum = sum(group);
        out.append(average ? IntervalMath.divide(sum, (double) counts[group]) : sum);
      }
    }
    return out.build();
  }

  @Override
  public long bytes() {
    return 32L * counts.length;
  }
}
