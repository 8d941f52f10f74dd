package io.megadb.operator.join;

import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.RowStore;

/**
 * The build side of a join in a plan that runs many times, whose right input is the same in each
 * run: built in the first, found by the others. One that does not fit into memory is not kept.
 * Confined to one thread.
 */
public final class KeptBuild implements AutoCloseable {
  private RowStore rows;
  private HashSide side;
  private OperatorSpill memory;

  boolean isKept() {
    return memory != null;
  }

  RowStore rows() {
    return rows;
  }

  /** Null for joins without keys. */
  HashSide side() {
    return side;
  }

  /** Takes over what a run has built, and its memory. */
  void keep(RowStore newRows, HashSide newSide, OperatorSpill newMemory) {
    rows = newRows;
    side = newSide;
    memory = newMemory;
  }

  @Override
  public void close() {
    if (memory != null) {
      memory.close();
      memory = null;
    }
  }
}
