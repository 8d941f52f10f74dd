package io.megadb.tables.keyed;

import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;

/** One table's rows by key, as one statement of one transaction writes them. For one thread. */
public interface KeyedRows {
  /** Fresh hidden row numbers, for tables without key; the first of {@code count}. */
  long rowNumbers(int count);

  /** Inserts under a key nobody else can name; neither lock nor look-up. */
  void insertFresh(byte[] key, FlatVector[] columns, int row);

  /** Locks the key; false if it has a row. */
  boolean insert(byte[] key, FlatVector[] columns, int row);

  /** Locks the key and answers its newest row, or null if it has none. */
  Locked lock(byte[] key);

  /** Replaces or adds a row under a key that is locked. */
  void put(byte[] key, FlatVector[] columns, int row);

  /** Removes the row of a key that is locked. */
  void delete(byte[] key);

  /** A row at the moment its lock was granted. */
  interface Locked {
    /** All columns; one row. */
    Batch row();

    /** It is not the version that the statement's snapshot shows. */
    boolean changed();

    /** This very statement wrote it. */
    boolean writtenByStatement();
  }
}
