package io.megadb.vector;

import java.util.Arrays;

/** Builds vectors of booleans. */
public final class BoolBuilder extends VectorBuilder {
  private byte[] values;

  public BoolBuilder(int rows) {
    values = new byte[rows];
  }

  public void appendBool(boolean value) {
    int next = nextRow();
    values[next] = (byte) (value ? 1 : 0);
  }

  @Override
  void appendValue(Object value) {
    appendBool((Boolean) value);
  }

  @Override
  void appendFlat(FlatVector vector, int row) {
    int next = nextRow();
    values[next] = ((BoolVector) vector).values()[row];
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
  BoolVector take(int rows, long[] bits) {
    byte[] taken = values;
    values = new byte[rows];
    return new BoolVector(rows, taken, bits);
  }

  @Override
  public long bytes() {
    return 1L * values.length;
  }
}
