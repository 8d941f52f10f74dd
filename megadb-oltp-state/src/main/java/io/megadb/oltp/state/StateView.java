package io.megadb.oltp.state;

import java.util.List;

/**
 * Storage of versions. Reads are thread-safe and see whole batches; batches may be written from
 * several threads as long as they touch different versions.
 *
 * <p>A view survives a crash as of the last completed flush, versions and meta together; what was
 * written since then is gone.
 */
public interface StateView extends AutoCloseable {

  /** Meta of the last flush before the view was opened. */
  StateMeta openedMeta();

  /** Newest version of a key with an LSN of at most {@code maxLsn}, or null. */
  Version find(int tableId, byte[] key, long maxLsn);

  /**
   * Rows visible at {@code maxLsn}: of each key the newest version not above it, unless that is a
   * tombstone or lies below {@code minLsn}.
   *
   * @param fromInclusive null for the table's first key
   * @param toExclusive null for the table's end
   */
  RowCursor scan(int tableId, byte[] fromInclusive, byte[] toExclusive, long maxLsn, long minLsn);

  /** Versions of one table from a key on; null for the first. */
  VersionCursor versions(int tableId, byte[] fromInclusive);

  /** The lowest table id at or above {@code tableId} that has versions, or -1. */
  int nextTable(int tableId);

  /** Up to {@code parts - 1} existing keys that cut the table into ranges of similar size. */
  List<byte[]> splitPoints(int tableId, int parts);

  StateBatch newBatch();

  /**
   * Begins to persist all that was written, together with {@code meta}. Whoever calls makes sure
   * that every record contained is durable in the log.
   */
  void beginFlush(StateMeta meta);

  /** True while a flush is under way. */
  boolean isFlushing();

  /** Releases memory and files without persisting anything. */
  @Override
  void close();
}
