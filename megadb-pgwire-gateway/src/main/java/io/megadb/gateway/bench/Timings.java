package io.megadb.gateway.bench;

import java.util.Arrays;

/** Times of equal runs, in the order in which they were taken. */
public final class Timings {
  private final double[] millis;
  private int count;

  public Timings(int capacity) {
    this.millis = new double[capacity];
  }

  public void add(long nanos) {
    millis[count++] = nanos / 1e6;
  }

  public double medianMillis() {
    return median(Arrays.copyOf(millis, count));
  }

  public double minMillis() {
    return Arrays.stream(millis, 0, count).min().orElseThrow();
  }

  /** The middle value, or the mean of the two in the middle. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
