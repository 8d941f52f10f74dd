package io.megadb.tables.olap.parquet.write;

import java.util.Arrays;

/** Which rows of a column are not null: its definition levels. Confined to one thread. */
final class Presence {
  private int[] levels = new int[0];
  private int rows;
  private int present;

  int rows() {
    return rows;
  }

  int present() {
    return present;
  }

  /** Rows that are not null. */
  void addPresent(int count) {
    // Levels are kept from the first null on; before, there is nothing to keep.
    if (present < rows) {
      reserve(count);
      Arrays.fill(levels, rows, rows + count, 1);
    }
    rows += count;
    present += count;
  }

  void addNull() {
    reserve(1);
    if (present == rows) {
      Arrays.fill(levels, 0, rows, 1);
    }
    levels[rows++] = 0;
  }

  private void reserve(int more) {
    if (rows + more > levels.length) {
      levels = Arrays.copyOf(levels, Math.max(rows + more, Math.max(4096, 2 * levels.length)));
    }
  }

  /** How many of some rows are not null. */
  int presentIn(int from, int to) {
    if (present == rows) {
      return to - from;
    }
    int count = 0;
    for (int i = from; i < to; i++) {
      count += levels[i];
    }
    return count;
  }

  /** Writes the levels of some rows as a page of version 1 has them. */
  void encode(int from, int to, ByteSink out) {
    int start = out.size();
    out.putInt(0);
    if (present == rows) {
      HybridEncoder.repeat(1, to - from, 1, out);
    } else {
      HybridEncoder.encode(levels, from, to, 1, out);
    }
    out.setInt(start, out.size() - start - Integer.BYTES);
  }

  void clear() {
    rows = 0;
    present = 0;
  }

  long held() {
    return present == rows ? 0 : 4L * rows;
  }
}
