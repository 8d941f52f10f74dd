package io.megadb.tables.keyed;

import io.megadb.tables.codec.KeyCodec;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;

/** One table's rows by key, as one statement of one transaction writes them. For one thread. */
public interface KeyedRows {
  /** Fresh hidden row numbers, for tables without key; the first of {@code count}. */
  long rowNumbers(int count);

  /**
   * Inserts rows under hidden numbers that nobody else can name; neither locks nor look-ups.
   *
   * @param first of {@link #rowNumbers}
   */
  void insertNumbered(long first, FlatVector[] columns, int count);

  /**
   * Inserts rows in order, each as {@link #insert} does.
   *
   * @param key the key's columns
   * @return -1, or the first row whose key has a row; the statement fails then
   */
  int insertAll(KeyCodec keys, FlatVector[] key, FlatVector[] columns, int count);

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
