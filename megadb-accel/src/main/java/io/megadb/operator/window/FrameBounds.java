package io.megadb.operator.window;

import io.megadb.function.window.RowRuns;
import io.megadb.plan.WindowFrame;
import io.megadb.plan.WindowFrame.BoundKind;
import io.megadb.plan.WindowFrame.Unit;

/** Computes where the frames of all rows begin and end. */
final class FrameBounds {
  private final WindowFrame frame;
  private final FrameOffsets offsets;
  private final RowRuns partitions;
  private final RowRuns peers;
  private final RangeFrames range;

  /**
   * @param range for distances of values, else null
   */
  FrameBounds(
      WindowFrame frame,
      FrameOffsets offsets,
      RowRuns partitions,
      RowRuns peers,
      RangeFrames range) {
    this.frame = frame;
    this.offsets = offsets;
    this.partitions = partitions;
    this.peers = peers;
    this.range = range;
  }

  /** The first row of each frame. */
  int[] starts(int size) {
    BoundKind kind = frame.start().kind();
    boolean preceding = kind == BoundKind.PRECEDING;
    if (frame.unit() == Unit.RANGE && frame.start().offset() != null) {
      return range.starts(offsets.startDistance(), preceding);
    }
    long rows = Math.min(offsets.startRows(), Integer.MAX_VALUE);
    long move = preceding ? -rows : rows;
    int[] starts = new int[size];
    for (int row = 0; row < size; row++) {
      starts[row] =
          switch (kind) {
            case UNBOUNDED_PRECEDING -> partitions.start(row);
            case UNBOUNDED_FOLLOWING -> partitions.end(row);
            case CURRENT_ROW -> frame.unit() == Unit.ROWS ? row : peers.start(row);
            case PRECEDING, FOLLOWING ->
                frame.unit() == Unit.ROWS ? clamp(row + move, row) : group(row, move);
          };
    }
    return starts;
  }

  /** The row after the last of each frame; it may lie before the start. */
  int[] ends(int size) {
    BoundKind kind = frame.end().kind();
    boolean preceding = kind == BoundKind.PRECEDING;
    if (frame.unit() == Unit.RANGE && frame.end().offset() != null) {
      return range.ends(offsets.endDistance(), preceding);
    }
    long rows = Math.min(offsets.endRows(), Integer.MAX_VALUE);
    long move = (preceding ? -rows : rows) + 1;
    int[] ends = new int[size];
    for (int row = 0; row < size; row++) {
      ends[row] =
          switch (kind) {
            case UNBOUNDED_PRECEDING -> partitions.start(row);
            case UNBOUNDED_FOLLOWING -> partitions.end(row);
            case CURRENT_ROW -> frame.unit() == Unit.ROWS ? row + 1 : peers.end(row);
            case PRECEDING, FOLLOWING ->
                frame.unit() == Unit.ROWS ? clamp(row + move, row) : group(row, move);
          };
    }
    return ends;
  }

  private int clamp(long target, int row) {
    if (target < partitions.start(row)) {
      return partitions.start(row);
    }
    return (int) Math.min(target, partitions.end(row));
  }

  /** The first row of the group of peers so many groups away, within the partition. */
  private int group(int row, long move) {
    int first = peers.run(partitions.start(row));
    int end = peers.run(partitions.end(row) - 1) + 1;
    long target = Math.max(first, Math.min(end, peers.run(row) + move));
    return peers.startOfRun((int) target);
  }
}
