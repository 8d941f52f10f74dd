package io.megadb.tables.live;

import io.megadb.spi.ProcessBoundSplit;

/** A part of a table whose rows are in an open database, not in files. */
public interface LiveSplit extends ProcessBoundSplit {
  /** {@code Database.id()} of the database that holds the rows. */
  String databaseId();

  /** Number of the statement's snapshot within that database. */
  long snapshotId();
}
