package io.megadb.vector;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.util.Arrays;

/**
 * Builds vectors of byte strings. A row may be written in pieces: {@link #write} any number of
 * times, then {@link #endRow}.
 */
public final class BytesBuilder extends VectorBuilder {
  private static final int MAX_BYTES = Integer.MAX_VALUE - 16;

  private byte[] data;
  private int[] offsets;
  private int end;

  public BytesBuilder(int rows) {
    offsets = new int[rows + 1];
    data = new byte[rows * 8];
  }

  public void appendBytes(byte[] bytes) {
    appendBytes(bytes, 0, bytes.length);
  }

  /** Copies {@code length} bytes from position {@code from}. */
  public void appendBytes(byte[] bytes, int from, int length) {
    write(bytes, from, length);
    endRow();
  }

  /** Text as UTF-8. */
  public void appendText(String text) {
    appendBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Adds bytes to the row being written. */
  public void write(byte[] bytes, int from, int length) {
    reserve(length);
    System.arraycopy(bytes, from, data, end, length);
    end += length;
  }

  /** Adds one byte to the row being written. */
  public void write(int value) {
    reserve(1);
    data[end++] = (byte) value;
  }

  /** Ends the row being written. */
  public void endRow() {
    int row = nextRow();
    offsets[row + 1] = end;
  }

  /** Makes room for this many further bytes; 54000 beyond 2 GiB in one vector. */
  public void reserve(int length) {
    if (length > data.length - end) {
      long needed = (long) end + length;
      if (needed > MAX_BYTES) {
        throw new MegaDbException(
            SqlState.PROGRAM_LIMIT_EXCEEDED, "a column of one batch exceeds 2 GiB");
      }
      long wanted = Math.max(needed, data.length + (long) (data.length >> 1) + 64);
      data = Arrays.copyOf(data, (int) Math.min(wanted, MAX_BYTES));
    }
  }

  @Override
  void appendValue(Object value) {
    appendBytes(((Bytes) value).array());
  }

  @Override
  void appendFlat(FlatVector vector, int row) {
    BytesVector bytes = (BytesVector) vector;
    appendBytes(bytes.data(), bytes.offsets()[row], bytes.length(row));
  }

  @Override
  void ensureRow(int row) {
    if (row + 1 >= offsets.length) {
      offsets = Arrays.copyOf(offsets, grown(offsets.length, row + 2));
    }
  }

  @Override
  void appendDefault(int row) {
    end = offsets[row];
    offsets[row + 1] = end;
  }

  @Override
  BytesVector take(int rows, long[] bits) {
    BytesVector taken = new BytesVector(rows, data, offsets, bits);
    data = new byte[Math.min(end, 1 << 16)];
    offsets = new int[rows + 1];
    end = 0;
    return taken;
  }

  @Override
  public long bytes() {
    return data.length + 4L * offsets.length;
  }
}
