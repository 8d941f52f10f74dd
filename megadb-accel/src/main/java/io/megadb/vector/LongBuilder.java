package io.megadb.vector;

import java.util.Arrays;

/** Builds vectors of integers, oids, dates and times. */
public final class LongBuilder extends VectorBuilder {
  private long[] values;

  public LongBuilder(int rows) {
    values = new long[rows];
  }

  public void appendLong(long value) {
    int next = nextRow();
    values[next] = value;
  }

  @Override
  void appendValue(Object value) {
    appendLong((Long) value);
  }

  @Override
  void appendFlat(FlatVector vector, int row) {
    int next = nextRow();
    values[next] = ((LongVector) vector).values()[row];
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
  LongVector take(int rows, long[] bits) {
    long[] taken = values;
    values = new long[rows];
    return new LongVector(rows, taken, bits);
  }

  @Override
  public long bytes() {
    return 8L * values.length;
  }
}
