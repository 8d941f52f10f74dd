package io.megadb.operator.store;

import io.megadb.vector.FlatVector;
import io.megadb.vector.IntervalVector;
import java.util.Arrays;

final class IntervalColumn extends GrowingColumn {
  private int[] months = new int[0];
  private int[] days = new int[0];
  private long[] micros = new long[0];

  IntervalColumn(MemoryAccount account) {
    super(account);
  }

  @Override
  long rowBytes() {
    return 16;
  }

  @Override
  void growRows(int rows) {
    charge(16L * (rows - micros.length));
    months = Arrays.copyOf(months, rows);
    days = Arrays.copyOf(days, rows);
    micros = Arrays.copyOf(micros, rows);
  }

  @Override
  void appendValues(FlatVector vector, int at, int count) {
    IntervalVector intervals = (IntervalVector) vector;
    System.arraycopy(intervals.months(), 0, months, at, count);
    System.arraycopy(intervals.days(), 0, days, at, count);
    System.arraycopy(intervals.micros(), 0, micros, at, count);
  }

  @Override
  public IntervalVector view() {
    return new IntervalVector(size(), months, days, micros, validity());
  }
}
