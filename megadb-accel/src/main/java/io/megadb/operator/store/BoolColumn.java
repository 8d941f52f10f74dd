package io.megadb.operator.store;

import io.megadb.vector.BoolVector;
import io.megadb.vector.FlatVector;
import java.util.Arrays;

final class BoolColumn extends GrowingColumn {
  private byte[] values = new byte[0];

  BoolColumn(MemoryAccount account) {
    super(account);
  }

  @Override
  long rowBytes() {
    return 1;
  }

  @Override
  void growRows(int rows) {
    charge(rows - values.length);
    values = Arrays.copyOf(values, rows);
  }

  @Override
  void appendValues(FlatVector vector, int at, int count) {
    System.arraycopy(((BoolVector) vector).values(), 0, values, at, count);
  }

  @Override
  public BoolVector view() {
    return new BoolVector(size(), values, validity());
  }
}
