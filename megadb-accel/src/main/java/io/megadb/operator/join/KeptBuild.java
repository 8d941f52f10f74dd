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
  private JoinTable table;
  private OperatorSpill memory;

  boolean isKept() {
    return memory != null;
  }

  RowStore rows() {
    return rows;
  }

  /** Null for joins without keys. */
  JoinTable table() {
    return table;
  }

  /** Takes over what a run has built, and its memory. */
  void keep(RowStore newRows, JoinTable newTable, OperatorSpill newMemory) {
    rows = newRows;
    table = newTable;
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
