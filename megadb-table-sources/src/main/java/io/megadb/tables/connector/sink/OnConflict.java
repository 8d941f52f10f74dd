package io.megadb.tables.connector.sink;

/** What a write does with a row whose primary key exists: option {@code sink.on-conflict}. */
public enum OnConflict {
  /** The job fails with 23505, as INSERT does. */
  ERROR,
  /** The row is left out. */
  IGNORE,
  /** The row replaces the other one; of several rows of one key the last one stays. */
  UPDATE
}
