package io.megadb.vector;

import java.util.Arrays;

/** Validity bitmaps: bit set = the row has a value; a null array = all rows have one. */
public final class Validity {
  private Validity() {}

  public static int words(int rows) {
    return (rows + 63) >>> 6;
  }

  /** All rows valid, to clear bits in. */
  public static long[] allValid(int rows) {
    long[] bits = new long[words(rows)];
    Arrays.fill(bits, -1L);
    return bits;
  }

  /** No row valid, to set bits in. */
  public static long[] noneValid(int rows) {
    return new long[words(rows)];
  }

  public static boolean isValid(long[] bits, int row) {
    return (bits[row >>> 6] >>> row & 1) != 0;
  }

  public static void setNull(long[] bits, int row) {
    bits[row >>> 6] &= ~(1L << row);
  }

  public static void setValid(long[] bits, int row) {
    bits[row >>> 6] |= 1L << row;
  }

  /** Rows valid in both; null if both are null. The result may be one of the arguments. */
  public static long[] and(long[] a, long[] b, int rows) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    long[] both = new long[words(rows)];
    for (int i = 0; i < both.length; i++) {
      both[i] = a[i] & b[i];
    }
    return both;
  }

  /** Number of null rows among the first {@code rows}. */
  public static int nullCount(long[] bits, int rows) {
    if (bits == null) {
      return 0;
    }
    int valid = 0;
    int whole = rows >>> 6;
    for (int i = 0; i < whole; i++) {
      valid += Long.bitCount(bits[i]);
    }
    if ((rows & 63) != 0) {
      valid += Long.bitCount(bits[whole] & (1L << rows) - 1);
    }
    return rows - valid;
  }

  /** The bitmap of selected rows, -1 being null; null if all selected rows are valid. */
  static long[] select(long[] bits, int[] rows, int count) {
    long[] selected = null;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (row < 0 || (bits != null && !isValid(bits, row))) {
        if (selected == null) {
          selected = allValid(count);
        }
        setNull(selected, i);
      }
    }
    return selected;
  }
}
