package io.megadb.oltp.state;

/**
 * All versions of one table's keys, tombstones included: keys ascending, within a key newest first.
 * Starts before the first. Confined to one thread.
 */
public interface VersionCursor extends AutoCloseable {

  /** Moves on; false at the end. */
  boolean next();

  byte[] key();

  long lsn();

  boolean isTombstone();

  @Override
  void close();
}
