package io.megadb.vector;

import java.util.Arrays;

/** Builds vectors of float4 and float8. */
public final class DoubleBuilder extends VectorBuilder {
  private double[] values;

  public DoubleBuilder(int rows) {
    values = new double[rows];
  }

  public void appendDouble(double value) {
    int next = nextRow();
    values[next] = value;
  }

  @Override
  void appendValue(Object value) {
    appendDouble((Double) value);
  }

  @Override
  void appendFlat(FlatVector vector, int row) {
    int next = nextRow();
    values[next] = ((DoubleVector) vector).values()[row];
  }

  @Override
  void ensureRow(int row) {
    if (row >= values.length) {
      values = Arrays.copyOf(values, grown(values.length, row + 1));
    }
  }

  @Override
  void appendDefault(int row) {
    values[row] = 0;
  }

  @Override
  DoubleVector take(int rows, long[] bits) {
    double[] taken = values;
    values = new double[rows];
    return new DoubleVector(rows, taken, bits);
  }

  @Override
  public long bytes() {
    return 8L * values.length;
  }
}
