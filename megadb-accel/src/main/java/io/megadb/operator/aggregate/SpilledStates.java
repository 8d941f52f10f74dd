package io.megadb.operator.aggregate;

import io.megadb.execution.Cancellation;
import io.megadb.function.Accumulator;
import io.megadb.operator.Operator;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.SpilledRows;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;

/**
 * Partial states of the groups from 0 on in a file, in their order, to be taken back in that order.
 * Confined to one thread.
 */
final class SpilledStates {
  private final SpilledRows file;
  private final int groups;
  private Operator reader;
  private Batch current;

  /** Group of the current batch's first row. */
  private int first;

  /**
   * Writes the states of an accumulator.
   *
   * @param bytes what the states take together, about
   */
  SpilledStates(
      Accumulator accumulator,
      int groups,
      long bytes,
      OperatorSpill spill,
      Cancellation cancellation) {
    this.groups = groups;
    file = spill.create();
    long each = Math.max(1, bytes / Math.max(1, groups));
    int most = (int) Math.max(1, Math.min(Batch.MAX_ROWS, spill.pieceBytes() / each));
    for (int from = 0; from < groups; from += most) {
      cancellation.check();
      int to = Math.min(groups, from + most);
      file.append(new Batch(to - from, accumulator.state(from, to)));
    }
    file.finish();
  }

  /** Merges the states of some groups; calls go up the groups without gap. */
  void mergeInto(Accumulator accumulator, int from, int to) throws Exception {
    int group = from;
    while (group < Math.min(to, groups)) {
      if (current == null || group >= first + current.size()) {
        first = group;
        current = reader().next();
      }
      int end = Math.min(to, first + current.size());
      int[] targets = new int[end - group];
      for (int i = 0; i < targets.length; i++) {
        targets[i] = group - from + i;
      }
      Vector[] states = current.slice(group - first, end - first).columns();
      accumulator.merge(targets, states, targets.length);
      group = end;
    }
  }

  private Operator reader() {
    if (reader == null) {
      reader = file.read();
    }
    return reader;
  }
}
