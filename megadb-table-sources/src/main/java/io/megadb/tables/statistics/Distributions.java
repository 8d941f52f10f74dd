package io.megadb.tables.statistics;

import io.megadb.function.comparison.ValueOrder;
import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import io.megadb.planner.storage.TableStatistics.Distribution;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Most common values and an equi-depth histogram of the others, as PostgreSQL's {@code
 * compute_scalar_stats} (analyze.c) makes them. Stateless.
 */
final class Distributions {
  /** PostgreSQL's default_statistics_target: so many common values, and parts of a histogram. */
  private static final int TARGET = 100;

  /** A value is common if it has so many times the mean number of rows. */
  private static final double ABOVE_MEAN = 1.25;

  /** Values are unique if the sample has none twice and the sketch is within its error of that. */
  private static final double NEARLY_ALL = 0.9;

  private Distributions() {}

  /** Rows of the ordered sample that have the same value. */
  private record Run(int first, int count) {}

  /** Whether values of a type have an order. */
  static boolean isOrdered(PgType type) {
    return type.kind() != null && !type.is(PgTypes.JSON) && !type.is(PgTypes.JSONB);
  }

  /**
   * What a sample says of its column.
   *
   * @param sketch of the whole column
   * @param whole whether the sample is the column
   */
  static ColumnStatistics of(FlatVector sample, PgType type, ColumnSketch sketch, boolean whole) {
    double nullFraction = sketch.rows() == 0 ? 0 : (double) sketch.nulls() / sketch.rows();
    if (!isOrdered(type)) {
      return new ColumnStatistics(-1, nullFraction, null, null, sketch.width(), null);
    }
    int[] order = sorted(sample, type);
    List<Run> runs = runs(sample, type, order);
    double distinct = distinct(runs.size(), order.length, sketch, whole);
    return new ColumnStatistics(
        distinct,
        nullFraction,
        null,
        null,
        sketch.width(),
        order.length == 0
            ? null
            : distribution(
                sample, order, runs, common(runs, order.length, distinct, whole), nullFraction));
  }

  /** The sketch's number, unless the sample knows better. */
  private static double distinct(int inSample, int sampled, ColumnSketch sketch, boolean whole) {
    long values = sketch.rows() - sketch.nulls();
    if (whole && sampled == values) {
      return inSample;
    }
    return inSample == sampled && sketch.distinct() > NEARLY_ALL * values
        ? values
        : sketch.distinct();
  }

  private static Distribution distribution(
      FlatVector sample, int[] order, List<Run> runs, List<Run> common, double nullFraction) {
    List<Object> values = new ArrayList<>();
    List<Double> frequencies = new ArrayList<>();
    boolean[] isCommon = new boolean[order.length];
    for (Run run : common) {
      values.add(Values.get(sample, order[run.first()]));
      frequencies.add((1 - nullFraction) * run.count() / order.length);
      isCommon[run.first()] = true;
    }
    List<Run> others = runs.stream().filter(run -> !isCommon[run.first()]).toList();
    return new Distribution(values, frequencies, bounds(sample, order, others));
  }

  private static int[] sorted(FlatVector sample, PgType type) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < sample.size(); i++) {
      if (!sample.isNull(i)) {
        rows.add(i);
      }
    }
    ValueOrder byValue = ValueOrder.of(type);
    rows.sort((a, b) -> byValue.compareFlat(sample, a, sample, b));
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<Run> runs(FlatVector sample, PgType type, int[] order) {
    ValueOrder byValue = ValueOrder.of(type);
    List<Run> runs = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= order.length; i++) {
      if (i == order.length || byValue.compareFlat(sample, order[first], sample, order[i]) != 0) {
        runs.add(new Run(first, i - first));
        first = i;
      }
    }
    return runs;
  }

  private static List<Run> common(List<Run> runs, int rows, double distinct, boolean whole) {
    List<Run> byCount =
        runs.stream().sorted(Comparator.comparingInt(Run::count).reversed()).toList();
    if (runs.isEmpty()) {
      return runs;
    }
    boolean all = runs.size() <= TARGET && (whole || byCount.get(runs.size() - 1).count() > 1);
    if (all && runs.size() < rows) {
      return byCount;
    }
    double mean = rows / Math.max(runs.size(), distinct);
    double least = Math.max(2, Math.min(mean * ABOVE_MEAN, (double) rows / TARGET));
    return byCount.stream().limit(TARGET).filter(run -> run.count() >= least).toList();
  }

  private static List<Object> bounds(FlatVector sample, int[] order, List<Run> others) {
    int values = Math.min(others.size(), TARGET + 1);
    List<Object> bounds = new ArrayList<>();
    if (values < 2) {
      return bounds;
    }
    int rows = others.stream().mapToInt(Run::count).sum();
    int run = 0;
    int before = 0;
    for (int i = 0; i < values; i++) {
      long at = (long) (rows - 1) * i / (values - 1);
      while (before + others.get(run).count() <= at) {
        before += others.get(run++).count();
      }
      bounds.add(Values.get(sample, order[others.get(run).first()]));
    }
    return bounds;
  }
}
