package io.megadb.operator.window;

import io.megadb.function.Accumulator;
import io.megadb.function.window.FrameExclusion;
import io.megadb.function.window.WindowRows;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;

/**
 * An aggregate over the frame of every row. Rows with the same frame share its result. Frames that
 * are whole partitions are aggregated like groups; frames that only grow, by adding to one state;
 * all others from a {@link FrameTree} of partial states, so that nothing is ever subtracted and
 * results are those of the frame's rows alone.
 */
final class FrameAggregation {
  private final FrameInput input;
  private final WindowRows rows;
  private final PgType type;

  private FrameAggregation(FrameInput input, WindowRows rows, PgType type) {
    this.input = input;
    this.rows = rows;
    this.type = type;
  }

  /** The results of all rows. */
  static Vector aggregate(FrameInput input, WindowRows rows, PgType type) {
    FrameAggregation aggregation = new FrameAggregation(input, rows, type);
    if (rows.size() == 0) {
      return VectorBuilder.of(type).build();
    }
    if (aggregation.framesArePartitions()) {
      return aggregation.partitions();
    }
    DistinctFrames frames = DistinctFrames.of(rows);
    FlatVector results =
        aggregation.framesOnlyGrow()
            ? aggregation.growing(frames)
            : new FrameTree(input, rows).aggregate(frames, type);
    return new DictionaryVector(rows.size(), frames.frameOfRow(), results);
  }

  private boolean framesArePartitions() {
    if (!framesOnlyGrow()) {
      return false;
    }
    for (int row = 0; row < rows.size(); row++) {
      if (rows.frameEnds()[row] != rows.partitions().end(row)) {
        return false;
      }
    }
    return true;
  }

  /** Starts at the partition's; ends never move back within a partition. */
  private boolean framesOnlyGrow() {
    if (rows.exclusion() != FrameExclusion.NO_OTHERS) {
      return false;
    }
    for (int row = 0; row < rows.size(); row++) {
      if (rows.frameStarts()[row] != rows.partitions().start(row)) {
        return false;
      }
    }
    return true;
  }

  private Vector partitions() {
    int count = rows.partitions().count();
    Accumulator accumulator = input.accumulator(count);
    int[] groups = new int[Batch.MAX_ROWS];
    int[] selected = new int[Batch.MAX_ROWS];
    int[] runs = rows.partitions().runs();
    for (int from = 0; from < rows.size(); from += selected.length) {
      input.context().cancellation().check();
      int to = Math.min(rows.size(), from + selected.length);
      int kept = 0;
      for (int row = from; row < to; row++) {
        if (input.keeps(row)) {
          groups[kept] = runs[row];
          selected[kept++] = row;
        }
      }
      input.add(accumulator, groups, selected, kept);
    }
    return new DictionaryVector(rows.size(), runs, accumulator.result(0, count).flat());
  }

  private FlatVector growing(DistinctFrames frames) {
    VectorBuilder results = VectorBuilder.of(type, frames.count());
    int[] groups = new int[Batch.MAX_ROWS];
    int[] selected = new int[Batch.MAX_ROWS];
    Accumulator accumulator = null;
    int partition = -1;
    int added = 0;
    for (int frame = 0; frame < frames.count(); frame++) {
      if ((frame & 0xFFF) == 0) {
        input.context().cancellation().check();
      }
      int row = frames.row(frame);
      if (rows.partitions().run(row) != partition) {
        partition = rows.partitions().run(row);
        accumulator = input.accumulator(1);
        added = rows.partitions().start(row);
      }
      int end = rows.frameEnds()[row];
      while (added < end) {
        int kept = 0;
        for (; added < end && kept < selected.length; added++) {
          if (input.keeps(added)) {
            selected[kept++] = added;
          }
        }
        input.add(accumulator, groups, selected, kept);
      }
      results.appendFrom(accumulator.result(0, 1), 0);
    }
    return results.build();
  }
}
