package io.megadb.vector;

import java.util.Arrays;

/** Builds vectors of intervals. */
public final class IntervalBuilder extends VectorBuilder {
  private int[] months;
  private int[] days;
  private long[] micros;

  public IntervalBuilder(int rows) {
    months = new int[rows];
    days = new int[rows];
    micros = new long[rows];
  }

  public void appendInterval(int newMonths, int newDays, long newMicros) {
    int row = nextRow();
    months[row] = newMonths;
    days[row] = newDays;
    micros[row] = newMicros;
  }

  @Override
  void appendValue(Object value) {
    Interval interval = (Interval) value;
    appendInterval(interval.months(), interval.days(), interval.micros());
  }

  @Override
  void appendFlat(FlatVector vector, int row) {
    IntervalVector intervals = (IntervalVector) vector;
    appendInterval(intervals.months()[row], intervals.days()[row], intervals.micros()[row]);
  }

  @Override
  void ensureRow(int row) {
    if (row >= micros.length) {
      int length = grown(micros.length, row + 1);
      months = Arrays.copyOf(months, length);
      days = Arrays.copyOf(days, length);
      micros = Arrays.copyOf(micros, length);
    }
  }

  @Override
  void appendDefault(int row) {
    months[row] = 0;
    days[row] = 0;
    micros[row] = 0;
  }

  @Override
  IntervalVector take(int rows, long[] bits) {
    IntervalVector taken = new IntervalVector(rows, months, days, micros, bits);
    months = new int[rows];
    days = new int[rows];
    micros = new long[rows];
    return taken;
  }

  @Override
  public long bytes() {
    return 16L * micros.length;
  }
}
