package io.megadb.oltp;

import java.util.Arrays;

/**
 * Keys and rows of one table that are inserted together, lying one after another in one array: key
 * 0, row 0, key 1, row 1 and so on. Reusable: {@link #clear} forgets the rows and keeps the arrays.
 * Confined to one thread.
 */
public final class RowBlock {
  private byte[] bytes;
  private int[] ends;
  private int filled;
  private int marks;

  /**
   * @param rows expected rows; the block grows beyond
   * @param bytes expected bytes of their keys and rows
   */
  public RowBlock(int rows, int bytes) {
    this.bytes = new byte[Math.max(64, bytes)];
    this.ends = new int[2 * Math.max(8, rows)];
  }

  /** Forgets all rows. */
  public void clear() {
    filled = 0;
    marks = 0;
  }

  /** Adds one row; both parts are copied. */
  public void add(byte[] key, byte[] row) {
    append(key, 0, key.length);
    endPart();
    append(row, 0, row.length);
    endPart();
  }

  /** Adds bytes to the part under way: a key at first, then its row, then the next key. */
  public void append(byte[] source, int from, int length) {
    int needed = Math.addExact(filled, length);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * bytes.length, 1 << 30)));
    }
    System.arraycopy(source, from, bytes, filled, length);
    filled = needed;
  }

  /** Ends the part under way. */
  public void endPart() {
    if (marks == ends.length) {
      ends = Arrays.copyOf(ends, 2 * marks);
    }
    ends[marks++] = filled;
  }

  /** Number of whole rows. */
  public int size() {
    return marks / 2;
  }

  /** Bytes of all keys and rows. */
  public int byteCount() {
    return filled;
  }

  /** The array that {@link #keyFrom} and its kin point into; valid until the next change. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where a row's key begins. */
  public int keyFrom(int row) {
    return row == 0 ? 0 : ends[2 * row - 1];
  }

  /** Where a row's key ends and the row begins. */
  public int keyTo(int row) {
    return ends[2 * row];
  }

  /** Where a row ends. */
  public int rowTo(int row) {
    return ends[2 * row + 1];
  }

  /** A copy of a row's key. */
  public byte[] key(int row) {
    return Arrays.copyOfRange(bytes, keyFrom(row), keyTo(row));
  }

  /** A copy of a row. */
  public byte[] row(int row) {
    return Arrays.copyOfRange(bytes, keyTo(row), rowTo(row));
  }

  /** Compares the keys of two rows as unsigned bytes. */
  public int compareKeys(int left, int right) {
    return Arrays.compareUnsigned(
        bytes, keyFrom(left), keyTo(left), bytes, keyFrom(right), keyTo(right));
  }
}
