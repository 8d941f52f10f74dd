package io.megadb.operator.join;

import io.megadb.operator.key.KeyTable;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.type.PgType;
import io.megadb.vector.Vector;
import java.util.Arrays;
import java.util.List;

/**
 * Build rows by key: a key leads to its first row, each row to the next one with the same key. As
 * long as each row has a key of its own, which is then numbered as the row is, there is nothing to
 * follow. Confined to one thread.
 */
final class JoinTable {
  private final KeyTable keys;
  private final MemoryAccount account;

  /** First and last row of each key. */
  private int[] first = new int[0];

  private int[] last = new int[0];

  /** Next row with the same key, by row; -1 at the end. */
  private int[] next = new int[0];

  private int[] numbers = new int[0];

  /** Whether the number of each key is that of its only row: first, last and next are empty. */
  private boolean unique = true;

  JoinTable(List<PgType> types, MemoryAccount account) {
    this.keys = new KeyTable(types, account);
    this.account = account;
  }

  private JoinTable(JoinTable filled) {
    keys = filled.keys.forReading();
    account = filled.account;
    first = filled.first;
    next = filled.next;
    unique = filled.unique;
  }

  /** The same rows for another thread, which may only look. Nothing may be added any more. */
  JoinTable forReading() {
    return new JoinTable(this);
  }

  /** Whether no key has more than one row. */
  boolean isUnique() {
    return unique;
  }

  /**
   * Adds rows.
   *
   * @param buildRows number of each, ascending
   */
  void add(Vector[] columns, int rows, int[] buildRows) {
    if (rows == 0) {
      return;
    }
    numbers = numbers.length < rows ? new int[rows] : numbers;
    int before = keys.size();
    keys.insert(columns, rows, numbers);
    if (unique) {
      if (keys.size() == before + rows && numbered(buildRows, rows)) {
        return;
      }
      unique = false;
      grow(before, before);
      for (int key = 0; key < before; key++) {
        first[key] = key;
        last[key] = key;
        next[key] = -1;
      }
    }
    grow(keys.size(), buildRows[rows - 1] + 1);
    for (int i = 0; i < rows; i++) {
      int key = numbers[i];
      int row = buildRows[i];
      next[row] = -1;
      if (first[key] < 0) {
        first[key] = row;
      } else {
        next[last[key]] = row;
      }
      last[key] = row;
    }
  }

  /** Whether new rows have the numbers of their keys. */
  private boolean numbered(int[] buildRows, int rows) {
    for (int i = 0; i < rows; i++) {
      if (numbers[i] != buildRows[i]) {
        return false;
      }
    }
    return true;
  }

  /** About how many bytes more {@link #add} would charge, were all keys new. */
  long growth(Vector[] columns, int rows, int buildRows) {
    long keyGrowth = Math.max(0, keys.size() + rows - (long) first.length);
    long rowGrowth = Math.max(0, buildRows + rows - (long) next.length);
    return keys.growth(columns, rows)
        + (keyGrowth == 0 ? 0 : 8 * Math.max(keyGrowth, first.length))
        + (rowGrowth == 0 ? 0 : 4 * Math.max(rowGrowth, next.length));
  }

  private void grow(int keyCount, int rowCount) {
    if (keyCount > first.length) {
      int grown = Math.max(keyCount, first.length * 2);
      account.add(8L * (grown - first.length));
      int held = first.length;
      first = Arrays.copyOf(first, grown);
      last = Arrays.copyOf(last, grown);
      Arrays.fill(first, held, grown, -1);
    }
    if (rowCount > next.length) {
      int grown = Math.max(rowCount, next.length * 2);
      account.add(4L * (grown - next.length));
      next = Arrays.copyOf(next, grown);
    }
  }

  /** The first build row for each row's key, or -1. */
  void find(Vector[] columns, int rows, int[] found) {
    keys.find(columns, rows, found);
    if (unique) {
      return;
    }
    for (int i = 0; i < rows; i++) {
      if (found[i] >= 0) {
        found[i] = first[found[i]];
      }
    }
  }

  /** The next build row with the same key, or -1. */
  int next(int row) {
    return unique ? -1 : next[row];
  }

  /** Gives the memory back; the table must not be used after that. */
  void release() {
    keys.release();
    account.release(8L * first.length + 4L * next.length);
    first = new int[0];
    last = new int[0];
    next = new int[0];
  }
}
