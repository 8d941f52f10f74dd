package io.megadb.oltp.state;

import io.megadb.oltp.log.PackedPuts;

/** Changes that reach a {@link StateView} together. Confined to one thread. */
public interface StateBatch extends AutoCloseable {

  /** Adds a version. */
  void put(int tableId, byte[] key, long lsn, byte[] row);

  /** Adds a version of every key; all are new to the view. */
  void putAll(PackedPuts puts, long lsn);

  /** Adds a version that says the key has no row. */
  void putTombstone(int tableId, byte[] key, long lsn);

  /** Physically removes a version. */
  void remove(int tableId, byte[] key, long lsn);

  /** Memory that the changes will take in the view until it is flushed, overestimated. */
  long bytes();

  /** Writes everything added so far and empties the batch. */
  void write();

  @Override
  void close();
}
