package io.megadb.operator.window;

import io.megadb.execution.ExecutionContext;
import io.megadb.function.Accumulator;
import io.megadb.function.Aggregator;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.vector.Vector;

/**
 * An aggregate and the rows it is computed from.
 *
 * @param arguments each a value a row
 * @param kept which rows the filter keeps; null for all
 */
record FrameInput(
    Aggregator aggregator,
    Vector[] arguments,
    boolean[] kept,
    ExecutionContext context,
    MemoryAccount account) {

  /** An accumulator with room for so many groups. */
  Accumulator accumulator(int groups) {
    Accumulator accumulator = aggregator.create();
    accumulator.ensureGroups(groups);
    return accumulator;
  }

  boolean keeps(int row) {
    return kept == null || kept[row];
  }

  /** Adds the rows named, each to its group. */
  void add(Accumulator accumulator, int[] groups, int[] rows, int count) {
    if (count == 0) {
      return;
    }
    Vector[] selected = new Vector[arguments.length];
    for (int i = 0; i < selected.length; i++) {
      selected[i] = arguments[i].select(rows, count);
    }
    accumulator.add(groups, selected, count, context.evaluation());
  }
}
