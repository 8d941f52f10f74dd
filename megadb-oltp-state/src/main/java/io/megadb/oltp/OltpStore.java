package io.megadb.oltp;

import io.megadb.oltp.engine.OltpEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * One open data directory: a log that is the truth and an ordered multi-version state built from
 * it. Thread-safe.
 *
 * <p>Tables are numbers; a table springs into being with its first key. Keys are non-empty byte
 * strings ordered as unsigned bytes, a key before all its extensions.
 *
 * <pre>{@code
 * try (OltpStore store = OltpStore.open(directory, OltpOptions.defaults());
 *     Transaction transaction = store.begin(IsolationLevel.READ_COMMITTED)) {
 *   transaction.put(table, key, row);
 *   transaction.commit(); // returns when the commit is on disk
 * }
 * }</pre>
 */
public interface OltpStore extends AutoCloseable {

  /**
   * Opens a data directory, creating it when it is missing or empty, and recovers from its log.
   *
   * @throws OltpException with {@link Reason.DirectoryInUse}, {@link Reason.ForeignDirectory},
   *     {@link Reason.WrongVersion}, {@link Reason.WrongCluster}, {@link Reason.CorruptLog}, {@link
   *     Reason.LogGap}, {@link Reason.StateAheadOfLog}, {@link Reason.DiskFull}, {@link
   *     Reason.IoFailure} or {@link Reason.StateFailure}
   */
  static OltpStore open(Path directory, OltpOptions options) {
    return OltpEngine.open(directory, options);
  }

  /**
   * Begins a transaction.
   *
   * @throws OltpException with {@link Reason.Unsupported}, {@link Reason.EngineStopped} or {@link
   *     Reason.StoreClosed}
   */
  Transaction begin(IsolationLevel level);

  /** Pins the newest committed state; the caller closes it. */
  Snapshot snapshot();

  /** Waits until the commit {@code lsn}, and so every one before it, is on disk. */
  void awaitDurable(long lsn);

  /** LSN of the newest commit that new snapshots see; 0 before the first. */
  long visibleLsn();

  /** LSN up to which every commit is on disk. */
  long durableLsn();

  /** Counters for row ids, OIDs and SQL sequences. */
  Sequences sequences();

  /** Number of committed rows of a table at present, maintained exactly; 0 for an unknown table. */
  long rowCount(int tableId);

  /**
   * Keys that cut a table into at most {@code parts} ranges of similar size, in order.
   *
   * @return at most {@code parts - 1} keys, each the first of its range; empty for a small table
   */
  List<byte[]> splitPoints(int tableId, int parts);

  /** Writes the state to disk and deletes log segments that recovery no longer needs. */
  void checkpoint();

  /** Identity of the data directory, made when it was created. */
  UUID clusterId();

  StoreStatus status();

  /**
   * Waits for running commits, writes the state to disk and releases the directory. Transactions
   * still open fail with {@link Reason.StoreClosed} when they commit.
   */
  @Override
  void close();
}
