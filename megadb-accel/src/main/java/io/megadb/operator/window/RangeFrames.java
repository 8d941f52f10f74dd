package io.megadb.operator.window;

import io.megadb.function.window.RowRuns;
import io.megadb.plan.SortKey;
import io.megadb.vector.FlatVector;

/**
 * Ends of frames that are given by a distance of values. Both move only forward within a partition.
 */
final class RangeFrames {
  private final FlatVector values;
  private final SortKey key;
  private final RowRuns partitions;

  /**
   * @param values of the only sort key, in the order of rows
   */
  RangeFrames(FlatVector values, SortKey key, RowRuns partitions) {
    this.values = values;
    this.key = key;
    this.partitions = partitions;
  }

  /** The first row of each frame: one that is not further away than the distance. */
  int[] starts(RangeDistance distance, boolean preceding) {
    boolean subtract = preceding != key.descending();
    int[] starts = new int[values.size()];
    int start = 0;
    for (int row = 0; row < starts.length; row++) {
      start = Math.max(start, partitions.start(row));
      int end = partitions.end(row);
      while (start < end && isBefore(start, row, distance, subtract)) {
        start++;
      }
      starts[row] = start;
    }
    return starts;
  }

  private boolean isBefore(int start, int row, RangeDistance distance, boolean subtract) {
    boolean startNull = values.isNull(start);
    boolean rowNull = values.isNull(row);
    if (startNull || rowNull) {
      return key.nullsFirst() ? startNull && !rowNull : !startNull && rowNull;
    }
    return !distance.inRange(values, start, row, subtract, key.descending());
  }

  /** The row after the last of each frame. */
  int[] ends(RangeDistance distance, boolean preceding) {
    boolean subtract = preceding != key.descending();
    int[] ends = new int[values.size()];
    int end = 0;
    for (int row = 0; row < ends.length; row++) {
      end = Math.max(end, partitions.start(row));
      int limit = partitions.end(row);
      while (end < limit && isWithin(end, row, distance, subtract)) {
        end++;
      }
      ends[row] = end;
    }
    return ends;
  }

  private boolean isWithin(int end, int row, RangeDistance distance, boolean subtract) {
    boolean endNull = values.isNull(end);
    boolean rowNull = values.isNull(row);
    if (endNull || rowNull) {
      return key.nullsFirst() ? endNull || !rowNull : !endNull || rowNull;
    }
    return distance.inRange(values, end, row, subtract, !key.descending());
  }
}
