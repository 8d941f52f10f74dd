package io.megadb.planner.storage;

import io.megadb.planner.catalog.CatalogSnapshot;

/** An open database. Thread-safe. */
public interface Database extends AutoCloseable {
  /** Identifies this database within the process and to its tasks. */
  String id();

  /** The newest committed catalog. */
  CatalogSnapshot catalog();

  /**
   * Whether all that a statement would see now is on disk, so that reading it waits for nothing.
   */
  boolean isSettled();

  /**
   * Starts a transaction; it takes no snapshot before its first statement.
   *
   * @param readOnly writes are refused with 25006
   */
  DatabaseTransaction begin(IsolationLevel level, boolean readOnly);

  /** Waits for running commits, makes everything durable, releases files. */
  @Override
  void close();
}
