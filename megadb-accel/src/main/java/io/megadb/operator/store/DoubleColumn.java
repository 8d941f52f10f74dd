package io.megadb.operator.store;

import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import java.util.Arrays;

final class DoubleColumn extends GrowingColumn {
  private double[] values = new double[0];

  DoubleColumn(MemoryAccount account) {
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
    System.arraycopy(((DoubleVector) vector).values(), 0, values, at, count);
  }

  @Override
  public DoubleVector view() {
    return new DoubleVector(size(), values, validity());
  }
}
