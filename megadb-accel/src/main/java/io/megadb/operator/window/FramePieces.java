package io.megadb.operator.window;

import io.megadb.function.Accumulator;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;

/** Collects rows or states with the groups that they go to, and hands them on many at a time. */
final class FramePieces {
  private final FrameInput input;
  private final Accumulator accumulator;

  /** States to merge; null where rows are added. */
  private final Vector[] states;

  private final int[] groups = new int[Batch.MAX_ROWS];
  private final int[] pieces = new int[Batch.MAX_ROWS];
  private int count;

  FramePieces(FrameInput input, Accumulator accumulator, Vector[] states) {
    this.input = input;
    this.accumulator = accumulator;
    this.states = states;
  }

  /** A row or a state for a group; rows that the filter drops are left out. */
  void add(int group, int piece) {
    if (states == null && !input.keeps(piece)) {
      return;
    }
    groups[count] = group;
    pieces[count++] = piece;
    if (count == pieces.length) {
      flush();
    }
  }

  /** Hands on what has been collected. */
  void flush() {
    if (count > 0 && states == null) {
      input.add(accumulator, groups, pieces, count);
    } else if (count > 0) {
      input.context().cancellation().check();
      Vector[] selected = new Vector[states.length];
      for (int i = 0; i < selected.length; i++) {
        selected[i] = states[i].select(pieces, count);
      }
      accumulator.merge(groups, selected, count);
    }
    count = 0;
  }
}
