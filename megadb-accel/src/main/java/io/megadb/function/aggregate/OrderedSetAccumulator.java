package io.megadb.function.aggregate;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.function.comparison.ValueOrder;
import io.megadb.function.datetime.IntervalMath;
import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Interval;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * percentile_cont, percentile_disc and mode. Rows come in the order of WITHIN GROUP, and all of
 * them in one place: there is no partial state.
 */
final class OrderedSetAccumulator implements Accumulator {
  /** What is taken from the ordered values. */
  enum Pick {
    CONTINUOUS,
    DISCRETE,
    MODE
  }

  private final Pick pick;
  private final PgType type;
  private final PgType result;
  private VectorBuilder[] values = new VectorBuilder[16];
  private Object[] fractions = new Object[16];

  /**
   * @param type of the ordered values
   */
  OrderedSetAccumulator(Pick pick, PgType type, PgType result) {
    this.pick = pick;
    this.type = type;
    this.result = result;
  }

  @Override
  public void ensureGroups(int groups) {
    if (groups > values.length) {
      int length = Math.max(groups, values.length * 2);
      values = Arrays.copyOf(values, length);
      fractions = Arrays.copyOf(fractions, length);
    }
  }

  @Override
  public void add(int[] groups, Vector[] arguments, int rows, EvaluationContext context) {
    Vector ordered = arguments[arguments.length - 1];
    for (int i = 0; i < rows; i++) {
      int group = groups[i];
      if (ordered.isNull(i)) {
        continue;
      }
      if (values[group] == null) {
        values[group] = VectorBuilder.of(type, 4);
        fractions[group] = pick == Pick.MODE ? null : Values.get(arguments[0], i);
      }
      values[group].appendFrom(ordered, i);
    }
  }

  @Override
  public Vector[] state(int from, int to) {
    throw new IllegalStateException("an ordered-set aggregate has no partial state");
  }

  @Override
  public void merge(int[] groups, Vector[] state, int rows) {
    throw new IllegalStateException("an ordered-set aggregate has no partial state");
  }

  @Override
  public Vector result(int from, int to) {
    VectorBuilder out = VectorBuilder.of(result, to - from);
    for (int group = from; group < to; group++) {
      out.append(values[group] == null ? null : result(group));
    }
    return out.build();
  }

  private Object result(int group) {
    FlatVector ordered = values[group].build();
    if (pick == Pick.MODE) {
      return mode(ordered);
    }
    if (fractions[group] instanceof List<?> list) {
      List<Object> results = new ArrayList<>();
      list.forEach(fraction -> results.add(percentile(ordered, (Double) fraction)));
      return results;
    }
    return percentile(ordered, (Double) fractions[group]);
  }

  /** The most frequent value, the first of equally frequent ones. */
  private Object mode(FlatVector ordered) {
    ValueOrder order = ValueOrder.of(type);
    int best = 0;
    int bestCount = 0;
    int start = 0;
    for (int i = 1; i <= ordered.size(); i++) {
      if (i == ordered.size() || order.compareFlat(ordered, start, ordered, i) != 0) {
        if (i - start > bestCount) {
          best = start;
          bestCount = i - start;
        }
        start = i;
      }
    }
    return Values.get(ordered, best);
  }

  private Object percentile(FlatVector ordered, Double fraction) {
    if (fraction == null) {
      return null;
    }
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new MegaDbException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
          "percentile value " + shortest(fraction) + " is not between 0 and 1");
    }
    int size = ordered.size();
    if (pick == Pick.DISCRETE) {
      int row = (int) Math.ceil(fraction * size);
      return Values.get(ordered, Math.max(row, 1) - 1);
    }
    double place = fraction * (size - 1);
    int first = (int) Math.floor(place);
    int second = (int) Math.ceil(place);
    Object low = Values.get(ordered, first);
    return first == second
        ? low
        : between(low, Values.get(ordered, second), fraction * (size - 1) - first);
  }

  private static String shortest(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static Object between(Object low, Object high, double share) {
    if (low instanceof Interval from) {
      Interval difference = IntervalMath.add((Interval) high, IntervalMath.negate(from));
      return IntervalMath.add(IntervalMath.multiply(difference, share), from);
    }
    return (Double) low + share * ((Double) high - (Double) low);
  }

  @Override
  public long bytes() {
    long bytes = 16L * values.length;
    for (VectorBuilder builder : values) {
      bytes += builder == null ? 0 : builder.bytes() + 48;
    }
    return bytes;
  }
}
