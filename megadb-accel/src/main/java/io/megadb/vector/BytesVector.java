package io.megadb.vector;

import io.megadb.type.VectorKind;

/**
 * Byte strings one after another: row i is bytes[offsets[i]] to bytes[offsets[i + 1]] (exclusive).
 */
public final class BytesVector extends FlatVector {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;
  private final int[] offsets;

  /**
   * Takes over the arrays.
   *
   * @param offsets size + 1 or more ascending positions; a null row is empty
   */
  public BytesVector(int size, byte[] bytes, int[] offsets, long[] validity) {
    super(size, validity);
    this.bytes = bytes;
    this.offsets = offsets;
  }

  public byte[] data() {
    return bytes;
  }

  public int[] offsets() {
    return offsets;
  }

  public int length(int row) {
    return offsets[row + 1] - offsets[row];
  }

  /** A copy of a row's bytes. */
  public byte[] copy(int row) {
    return java.util.Arrays.copyOfRange(bytes, offsets[row], offsets[row + 1]);
  }

  /** A row as text. */
  public String text(int row) {
    return new String(bytes, offsets[row], length(row), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public VectorKind kind() {
    return VectorKind.BYTES;
  }

  @Override
  public BytesVector select(int[] rows, int count) {
    int[] starts = new int[count + 1];
    int total = 0;
    for (int i = 0; i < count; i++) {
      total = Math.addExact(total, rows[i] < 0 ? 0 : length(rows[i]));
      starts[i + 1] = total;
    }
    byte[] selected = new byte[total];
    for (int i = 0; i < count; i++) {
      if (rows[i] >= 0) {
        System.arraycopy(bytes, offsets[rows[i]], selected, starts[i], starts[i + 1] - starts[i]);
      }
    }
    return new BytesVector(count, selected, starts, Validity.select(validity(), rows, count));
  }

  @Override
  public long bytes() {
    return bytes.length + 4L * offsets.length + validityBytes();
  }
}
