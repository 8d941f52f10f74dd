package io.megadb.oltp.engine;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

/**
 * Sorts row numbers by key: merge sort over the keys' first eight bytes, whole keys where these are
 * equal.
 */
final class KeyOrder {
  /** Heap that sorting takes for each row, the result's four bytes included. */
  static final int ROW_BYTES = 2 * (Integer.BYTES + Long.BYTES);

  private final IntFunction<byte[]> keys;
  private final int[] rows;
  private final long[] prefixes;

  private KeyOrder(int[] rows, IntFunction<byte[]> keys, IntToLongFunction prefixes) {
    this.rows = rows;
    this.keys = keys;
    this.prefixes = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      // Sign flipped: the unsigned order becomes the order of longs.
      this.prefixes[i] = prefixes.applyAsLong(rows[i]) ^ Long.MIN_VALUE;
    }
  }

  /**
   * Answers the rows in order of their keys.
   *
   * @param rows the numbers; the array is used
   * @param prefixes the first eight bytes of a row's key, zeros behind a shorter one, big-endian
   */
  static int[] sort(int[] rows, IntFunction<byte[]> keys, IntToLongFunction prefixes) {
    KeyOrder order = new KeyOrder(rows, keys, prefixes);
    order.sort(0, rows.length, new int[rows.length], new long[rows.length]);
    return rows;
  }

  private void sort(int from, int to, int[] spareRows, long[] sparePrefixes) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(from, middle, spareRows, sparePrefixes);
    sort(middle, to, spareRows, sparePrefixes);
    if (compare(middle - 1, middle) <= 0) {
      return;
    }
    System.arraycopy(rows, from, spareRows, from, to - from);
    System.arraycopy(prefixes, from, sparePrefixes, from, to - from);
    int left = from;
    int right = middle;
    for (int at = from; at < to; at++) {
      boolean takeLeft =
          right == to
              || (left < middle
                  && compare(
                          sparePrefixes[left],
                          spareRows[left],
                          sparePrefixes[right],
                          spareRows[right])
                      <= 0);
      int taken = takeLeft ? left++ : right++;
      rows[at] = spareRows[taken];
      prefixes[at] = sparePrefixes[taken];
    }
  }

  private int compare(int left, int right) {
    return compare(prefixes[left], rows[left], prefixes[right], rows[right]);
  }

  private int compare(long leftPrefix, int leftRow, long rightPrefix, int rightRow) {
    return leftPrefix != rightPrefix
        ? Long.compare(leftPrefix, rightPrefix)
        : Arrays.compareUnsigned(keys.apply(leftRow), keys.apply(rightRow));
  }
}
