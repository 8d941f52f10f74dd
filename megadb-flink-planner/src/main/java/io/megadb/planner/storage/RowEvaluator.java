package io.megadb.planner.storage;

import io.megadb.vector.Batch;

/** Evaluates a statement's expressions on single rows while writing. */
public interface RowEvaluator {
  /**
   * The row's newest version, all table columns, evaluated again.
   *
   * @return null if the statement's condition no longer holds; else the new values of all columns
   *     (the row itself for DELETE)
   */
  Batch recheck(Batch newest);

  /**
   * ON CONFLICT DO UPDATE.
   *
   * @return null if the row stays as it is; else the new values of all columns
   */
  Batch conflict(Batch existing, Batch proposed);
}
