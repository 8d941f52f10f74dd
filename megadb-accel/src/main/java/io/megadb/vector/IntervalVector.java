package io.megadb.vector;

import io.megadb.type.VectorKind;

/** Intervals in three arrays. */
public final class IntervalVector extends FlatVector {
  private static final long serialVersionUID = 1L;

  private final int[] months;
  private final int[] days;
  private final long[] micros;

  /** Takes over the arrays. */
  public IntervalVector(int size, int[] months, int[] days, long[] micros, long[] validity) {
    super(size, validity);
    this.months = months;
    this.days = days;
    this.micros = micros;
  }

  public int[] months() {
    return months;
  }

  public int[] days() {
    return days;
  }

  public long[] micros() {
    return micros;
  }

  public Interval value(int row) {
    return new Interval(months[row], days[row], micros[row]);
  }

  @Override
  public VectorKind kind() {
    return VectorKind.INTERVAL;
  }

  @Override
  public IntervalVector select(int[] rows, int count) {
    int[] selectedMonths = new int[count];
    int[] selectedDays = new int[count];
    long[] selectedMicros = new long[count];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (row >= 0) {
        selectedMonths[i] = months[row];
        selectedDays[i] = days[row];
        selectedMicros[i] = micros[row];
      }
    }
    return new IntervalVector(
        count,
        selectedMonths,
        selectedDays,
        selectedMicros,
        Validity.select(validity(), rows, count));
  }

  @Override
  public long bytes() {
    return 16L * micros.length + validityBytes();
  }
}
