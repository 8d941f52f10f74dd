package io.megadb.operator.aggregate;

import io.megadb.operator.sort.ExternalSorter;
import io.megadb.operator.sort.RowOrder;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import java.util.Arrays;

/**
 * The rows of a call in the order of their groups, which is their first column, without those that
 * repeat the one before. Confined to one thread.
 */
final class SortedArguments {
  private final ExternalSorter sorter;

  /** Rows that are equal by it repeat; null where all count. */
  private final RowOrder distinct;

  private Batch current;
  private long[] groups;
  private int row;
  private FlatVector[] last;
  private boolean ended;

  SortedArguments(ExternalSorter sorter, RowOrder distinct) {
    this.sorter = sorter;
    this.distinct = distinct;
  }

  /** The next rows whose group is smaller than {@code to}, or null when there are no more. */
  Batch next(int to) {
    while (!ended) {
      if (current == null) {
        load();
        continue;
      }
      int end = row;
      while (end < current.size() && groups[end] < to) {
        end++;
      }
      if (end == row) {
        return null;
      }
      Batch rows = end - row == current.size() ? current : slice(row, end);
      row = end;
      if (row == current.size()) {
        current = null;
      }
      return rows;
    }
    return null;
  }

  private Batch slice(int from, int to) {
    int[] rows = new int[to - from];
    Arrays.setAll(rows, i -> from + i);
    return current.select(rows, rows.length);
  }

  private void load() {
    Batch batch = sorter.next();
    if (batch == null) {
      ended = true;
      return;
    }
    current = distinct == null ? batch : firsts(batch);
    if (current != null) {
      groups = ((LongVector) current.column(0).flat()).values();
      row = 0;
    }
  }

  private Batch firsts(Batch batch) {
    FlatVector[] keys = distinct.keys(batch);
    int[] rows = new int[batch.size()];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      boolean repeats =
          i > 0
              ? distinct.compare(keys, i - 1, keys, i, 0) == 0
              : last != null && distinct.compare(last, 0, keys, 0, 0) == 0;
      if (!repeats) {
        rows[count++] = i;
      }
    }
    last = distinct.keys(batch.select(new int[] {batch.size() - 1}, 1));
    if (count == 0) {
      return null;
    }
    return count == rows.length ? batch : batch.select(rows, count);
  }
}
