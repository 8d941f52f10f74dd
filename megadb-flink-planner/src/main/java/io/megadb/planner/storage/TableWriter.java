package io.megadb.planner.storage;

import io.megadb.vector.Batch;

/**
 * Writes one statement's rows into one table, in one thread. Closing without {@link #finish}
 * abandons what tasks or files hold; undoing written rows is the savepoint's business.
 */
public interface TableWriter extends AutoCloseable {
  /**
   * Writes rows laid out as {@code ModifyNode} says.
   *
   * @return the rows affected as RETURNING shows them: all table columns, new values (old ones for
   *     DELETE); its size is the number of affected rows, its columns may be absent if the node
   *     does not return rows
   */
  Batch write(Batch rows);

  /** The row of the last batch whose key another row has, after {@link #write} said so; else -1. */
  default int failedRow() {
    return -1;
  }

  /** The statement's last rows have been written. */
  void finish();

  @Override
  void close();
}
