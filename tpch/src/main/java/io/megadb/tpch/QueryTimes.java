package io.megadb.tpch;

import java.util.Arrays;

/**
 * One engine's times.
 *
 * @param first the first run of each query after the engine's start
 * @param runs of each query, those that count
 * @param processorMillis of each query, over all runs that count
 * @param written bytes written to files by each query, over all runs that count
 */
@SuppressWarnings("ArrayRecordComponent")
record QueryTimes(double[] first, double[][] runs, double[] processorMillis, long[] written) {
  /** Processor time of all runs that count, in seconds. */
  double processorSeconds() {
    return Arrays.stream(processorMillis).sum() / 1e3;
  }

  /** By all runs that count. */
  long writtenBytes() {
    return Arrays.stream(written).sum();
  }

  /** Milliseconds. */
  double median(int query) {
    return percentile(runs[query], 0.5);
  }

  /** Of the queries' medians. */
  double geometricMean() {
    double logarithms = 0;
    for (int query = 0; query < runs.length; query++) {
      logarithms += Math.log(median(query));
    }
    return Math.exp(logarithms / runs.length);
  }

  /** Of the queries' first runs. */
  double firstGeometricMean() {
    return Math.exp(Arrays.stream(first).map(Math::log).average().orElse(0));
  }

  /** How far the slowest hundredth of all runs is from its query's median. */
  double tail() {
    double[] relative = new double[runs.length * runs[0].length];
    int count = 0;
    for (int query = 0; query < runs.length; query++) {
      for (double millis : runs[query]) {
        relative[count++] = millis / median(query);
      }
    }
    return percentile(relative, 0.99);
  }

  /** The value that a part of the values does not exceed; between two values their mean. */
  static double percentile(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
