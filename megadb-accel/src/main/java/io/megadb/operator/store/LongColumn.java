package io.megadb.operator.store;

import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import java.util.Arrays;

final class LongColumn extends GrowingColumn {
  private long[] values = new long[0];

  LongColumn(MemoryAccount account) {
    super(account);
  }

  @Override
  long rowBytes() {
    return 8;
  }

  @Override
  void growRows(int rows) {
    charge(8L * (rows - values.length));
    values = Arrays.copyOf(values, rows);
  }

  @Override
  void appendValues(FlatVector vector, int at, int count) {
    System.arraycopy(((LongVector) vector).values(), 0, values, at, count);
  }

  @Override
  public LongVector view() {
    return new LongVector(size(), values, validity());
  }
}
