package io.megadb.tables.olap.parquet.write;

import java.util.Arrays;

/**
 * The different numbers among many, in the order in which they appear, and the code of each. An
 * array finds those of a narrow range, a hash table all others. Confined to one thread.
 */
final class LongDictionary {
  /** Widest range for which an array finds codes. */
  private static final long MAX_RANGE = 1 << 16;

  /** Numbers between two looks at whether a dictionary is still likely to pay. */
  private static final int CHECK = 4096;

  private long[] entries = new long[256];
  private int size;
  private int[] codes = new int[0];
  private int[] table = new int[0];

  /**
   * Codes numbers.
   *
   * @param limit most entries
   * @return false if there are more, or it looks as if there will be
   */
  boolean code(long[] numbers, int count, long least, long greatest, int limit) {
    size = 0;
    if (codes.length < count) {
      codes = new int[count];
    }
    long range = greatest - least;
    return range >= 0 && range < MAX_RANGE
        ? codeByArray(numbers, count, least, (int) range + 1, limit)
        : codeByHash(numbers, count, limit);
  }

  /** Codes of the numbers, in their order. */
  int[] codes() {
    return codes;
  }

  /** The entries; {@link #size} of them count. */
  long[] entries() {
    return entries;
  }

  int size() {
    return size;
  }

  private void clearTable(int length) {
    if (table.length < length) {
      table = new int[length];
    } else {
      Arrays.fill(table, 0, length, 0);
    }
  }

  private int add(long number) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
    }
    entries[size] = number;
    return ++size;
  }

  private boolean codeByArray(long[] numbers, int count, long least, int range, int limit) {
    clearTable(range);
    for (int i = 0; i < count; i++) {
      int slot = (int) (numbers[i] - least);
      int code = table[slot];
      if (code == 0) {
        if (size == limit) {
          return false;
        }
        code = add(numbers[i]);
        table[slot] = code;
      }
      codes[i] = code - 1;
    }
    return true;
  }

  private boolean codeByHash(long[] numbers, int count, int limit) {
    int bits = BitPacking.width(Math.max(16, 2L * limit - 1));
    clearTable(1 << bits);
    for (int from = 0; from < count; from += CHECK) {
      int to = Math.min(count, from + CHECK);
      if (!codeByHash(numbers, from, to, bits, limit)) {
        return false;
      }
      // New ones come as often as not: the rest will hardly be different.
      if (size > to * 3L / 4 && to < count) {
        return false;
      }
    }
    return true;
  }

  private boolean codeByHash(long[] numbers, int from, int to, int bits, int limit) {
    int mask = (1 << bits) - 1;
    for (int i = from; i < to; i++) {
      long number = numbers[i];
      int slot = (int) (number * 0x9e3779b97f4a7c15L >>> Long.SIZE - bits);
      int code = table[slot];
      while (code != 0 && entries[code - 1] != number) {
        slot = slot + 1 & mask;
        code = table[slot];
      }
      if (code == 0) {
        if (size == limit) {
          return false;
        }
        code = add(number);
        table[slot] = code;
      }
      codes[i] = code - 1;
    }
    return true;
  }
}
