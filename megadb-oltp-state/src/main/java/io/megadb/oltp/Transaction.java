package io.megadb.oltp;

import java.time.Duration;

/**
 * One transaction. Writes stay in memory, locked against others, until {@link #commit} writes them
 * as one record.
 *
 * <p>Locks are taken when a statement touches a row and kept to the end (or to the rollback of the
 * savepoint after which they were taken). Each writing or locking method may throw {@link
 * OltpException} with {@link Reason.Deadlock}, {@link Reason.LockTimeout}, {@link
 * Reason.SerializationFailure} (REPEATABLE READ only), {@link Reason.TransactionTooLarge}, {@link
 * Reason.OutOfMemory}, {@link Reason.Cancelled} or {@link Reason.TransactionEnded}. After any of
 * them the transaction is still open with all its locks: the caller rolls back, fully or to a
 * savepoint.
 *
 * <p>Confined to one thread at a time; only {@link #cancelWait} and the {@link Snapshot}s it hands
 * out may be used from other threads.
 *
 * <pre>
 *   begin ──► open ──commit──► committed (visible) ──fsync──► durable
 *              │ ▲
 *              │ └─rollbackTo(savepoint)
 *              └─rollback / close──► rolled back
 * </pre>
 */
public interface Transaction extends AutoCloseable {

  /** Number of this transaction: higher than all that began earlier, or committed ever before. */
  long id();

  IsolationLevel isolation();

  /**
   * Whether locks, and row numbers that must be logged first, are waited for; at first they are.
   * While they are not, {@link Reason.LockNotAvailable} says that something would have to be.
   */
  void waits(boolean allowed);

  /** Fresh hidden row numbers of a table: {@link Sequences#nextRowNumbers} of its id. */
  long rowNumbers(int tableId, int count);

  /** Longest wait for one lock from now on; {@link Duration#ZERO} waits without limit. */
  void lockTimeout(Duration timeout);

  /**
   * Starts a statement: a view of the newest committed state (READ COMMITTED) or of the state at
   * begin (REPEATABLE READ), with all own writes made so far. The caller closes it.
   */
  Snapshot statement();

  /** The row of a key, read through a statement of its own; null when there is none. */
  byte[] get(int tableId, byte[] key);

  /** Rows of a range, read through a statement of its own; see {@link Snapshot#scan}. */
  Cursor scan(int tableId, byte[] fromInclusive, byte[] toExclusive);

  /**
   * Locks a key, whether it has a row or not, and answers its newest state.
   *
   * @return the newest state, or null when the lock is held by another and {@code wait} is {@link
   *     LockWait#SKIP}
   */
  LockedRow lock(int tableId, byte[] key, LockMode mode, LockWait wait);

  /**
   * Locks a whole table. Writing or locking a row takes the shared table lock by itself; DDL takes
   * the exclusive one. Reading takes none.
   */
  void lockTable(int tableId, LockMode mode);

  /**
   * Inserts a row under a unique key: locks the key, then looks at the newest committed state and
   * own writes.
   *
   * @return false when the key has a row already; nothing is written then
   */
  boolean insert(int tableId, byte[] key, byte[] row);

  /**
   * Inserts a row under a key that no other transaction can name, such as a hidden row id fresh
   * from {@link Sequences}: neither lock nor look-up. Never for keys that come from users.
   */
  void insertFresh(int tableId, byte[] key, byte[] row);

  /**
   * Inserts many rows under unique keys: as {@link #insert} for each, in order, but at a fraction
   * of the price. Keys in ascending order, above all that are in the table, are cheapest.
   *
   * @return -1, or the first row of the block whose key has a row already; nothing of the block is
   *     written then
   */
  int insertAll(int tableId, RowBlock block);

  /** Inserts many rows as {@link #insertFresh} does. */
  void insertAllFresh(int tableId, RowBlock block);

  /** Writes a row whether or not the key has one; locks the key exclusively first. */
  void put(int tableId, byte[] key, byte[] row);

  /**
   * Deletes a key's row; locks the key exclusively first.
   *
   * @return false when there was no row
   */
  boolean delete(int tableId, byte[] key);

  /**
   * Removes all rows of a table as one logged operation (TRUNCATE, DROP TABLE), after taking the
   * exclusive table lock. Older snapshots go on seeing the rows.
   */
  void truncate(int tableId);

  /** Marks the present point. */
  Savepoint savepoint();

  /**
   * Undoes all writes, participants and locks since the savepoint, which stays usable. Locks that
   * were strengthened since keep their strength. {@link Snapshot}s taken since then are void and
   * must not be read any more.
   *
   * @throws IllegalArgumentException when the savepoint is another transaction's or was itself
   *     rolled back
   */
  void rollbackTo(Savepoint savepoint);

  /**
   * Highest LSN among the versions that reads and writes of this transaction met; also when it has
   * ended.
   */
  long observedLsn();

  /** Adds something that commits or rolls back with this transaction. */
  void enlist(CommitParticipant participant);

  /** Approximate heap bytes that writes and locks of this transaction hold. */
  long sizeBytes();

  /**
   * Commits and waits until the commit is durable. A transaction without changes writes nothing but
   * still waits for the commits that it observed.
   *
   * @return the commit's LSN
   * @throws OltpException with {@link Reason.DiskFull} (rolled back, nothing written) or {@link
   *     Reason.EngineStopped} (outcome unknown if the commit was under way)
   */
  long commit();

  /** As {@link #commit}, but answers as soon as the commit is visible. */
  Commit commitAsync();

  /** Drops all writes and releases all locks; harmless when the transaction has ended. */
  void rollback();

  /** Makes a lock wait of this transaction fail with {@link Reason.Cancelled}; thread-safe. */
  void cancelWait();

  /** Rolls back unless the transaction has ended. */
  @Override
  void close();
}
