package io.megadb.vector;

import io.megadb.type.VectorKind;
import java.util.Arrays;

/** The same value in every row. */
public final class ConstantVector extends Vector {
  private static final long serialVersionUID = 1L;

  private final FlatVector value;

  /**
   * @param value a vector of one row
   */
  public ConstantVector(int size, FlatVector value) {
    super(size);
    if (value.size() != 1) {
      throw new IllegalArgumentException("a constant has one value, not " + value.size());
    }
    this.value = value;
  }

  /** The value, as a vector of one row. */
  public FlatVector value() {
    return value;
  }

  @Override
  public VectorKind kind() {
    return value.kind();
  }

  @Override
  public boolean isNull(int row) {
    return value.isNull(0);
  }

  @Override
  public boolean mayHaveNulls() {
    return value.isNull(0);
  }

  @Override
  public FlatVector flat() {
    return value.select(new int[size()], size());
  }

  @Override
  public Vector select(int[] rows, int count) {
    for (int i = 0; i < count; i++) {
      if (rows[i] < 0) {
        int[] codes = new int[count];
        Arrays.setAll(codes, row -> rows[row] < 0 ? -1 : 0);
        return new DictionaryVector(count, codes, value);
      }
    }
    return new ConstantVector(count, value);
  }

  @Override
  public Vector slice(int from, int to) {
    return new ConstantVector(to - from, value);
  }

  @Override
  public long bytes() {
    return value.bytes();
  }
}
