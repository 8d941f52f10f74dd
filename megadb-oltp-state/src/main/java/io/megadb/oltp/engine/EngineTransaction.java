package io.megadb.oltp.engine;

import io.megadb.oltp.Commit;
import io.megadb.oltp.CommitParticipant;
import io.megadb.oltp.Cursor;
import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.LockMode;
import io.megadb.oltp.LockWait;
import io.megadb.oltp.LockedRow;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import io.megadb.oltp.RowBlock;
import io.megadb.oltp.Savepoint;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.Transaction;
import io.megadb.oltp.lock.HeldLock;
import io.megadb.oltp.lock.LockOwner;
import io.megadb.oltp.log.LogChange;
import io.megadb.oltp.state.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A transaction: its locks, its writes, its view. See the interface for the thread rule. */
final class EngineTransaction implements Transaction {
  /** Heap of one row lock: name, entry, held lock and their map nodes. */
  private static final int LOCK_BYTES = 240;

  /** A transaction below takes nothing of the memory that all share. */
  private static final long FREE_BYTES = 1 << 16;

  /** Memory is taken in steps of at least so much. */
  private static final long STEP_BYTES = 1 << 20;

  /** Fewer rows are inserted one by one: they do not pay for a chunk of memory. */
  private static final int MIN_BULK_ROWS = 32;

  /** Rows locked at a time, so that others wait for microseconds only. */
  private static final int LOCK_ROWS = 512;

  private final OltpEngine engine;
  private final IsolationLevel isolation;
  private final LockOwner owner;
  private final WriteSet writes = new WriteSet();
  private final List<CommitParticipant> participants = new ArrayList<>();
  private final Observations observed = new Observations(null);
  private final long pinnedLsn;
  private Duration lockTimeout;
  private long takenBytes;
  private boolean waits = true;
  private boolean ended;

  /**
   * @param pinnedLsn REPEATABLE READ: the LSN that all statements read, pinned by the caller; else
   *     -1
   */
  EngineTransaction(OltpEngine engine, IsolationLevel isolation, long id, long pinnedLsn) {
    this.engine = engine;
    this.isolation = isolation;
    this.owner = new LockOwner(id);
    this.pinnedLsn = pinnedLsn;
    this.lockTimeout = engine.options().lockTimeout();
  }

  @Override
  public long id() {
    return owner.id();
  }

  @Override
  public IsolationLevel isolation() {
    return isolation;
  }

  @Override
  public void lockTimeout(Duration timeout) {
    lockTimeout = timeout;
  }

  @Override
  public void waits(boolean allowed) {
    waits = allowed;
  }

  @Override
  public long rowNumbers(int tableId, int count) {
    checkOpen();
    long first = engine.rowNumbersAtHand(tableId, count);
    if (first < 0 && !waits) {
      throw new OltpException(new Reason.LockNotAvailable(tableId));
    }
    return first < 0 ? engine.sequences().nextRowNumbers(tableId, count) : first;
  }

  @Override
  public Snapshot statement() {
    checkOpen();
    SnapshotRegistry registry = engine.snapshots();
    long lsn = pinnedLsn;
    if (lsn < 0) {
      lsn = registry.pinNewest();
    } else {
      registry.pin(lsn);
    }
    return new EngineSnapshot(engine.machine(), registry, lsn, writes, new Observations(observed));
  }

  @Override
  public byte[] get(int tableId, byte[] key) {
    try (Snapshot view = statement()) {
      return view.get(tableId, key);
    }
  }

  @Override
  public Cursor scan(int tableId, byte[] fromInclusive, byte[] toExclusive) {
    try (Snapshot view = statement()) {
      return view.scan(tableId, fromInclusive, toExclusive);
    }
  }

  @Override
  public LockedRow lock(int tableId, byte[] key, LockMode mode, LockWait wait) {
    checkOpen();
    HeldLock held = acquire(tableId, key, mode, wait);
    if (held == null) {
      return null;
    }
    KeyWrites.OwnVersion own = writes.newest(tableId, key);
    if (own != null) {
      return new LockedRow(own.row(), 0, own.position());
    }
    Version committed = newestCommitted(tableId, key, held);
    return committed == null
        ? new LockedRow(null, 0, -1)
        : new LockedRow(committed.row(), committed.lsn(), -1);
  }

  @Override
  public void lockTable(int tableId, LockMode mode) {
    checkOpen();
    engine.locks().acquire(owner, tableId, null, mode, patience(LockWait.WAIT), lockTimeout);
  }

  private void lockTableShared(int tableId) {
    lockTable(tableId, LockMode.SHARED);
  }

  private LockWait patience(LockWait wait) {
    return waits || wait != LockWait.WAIT ? wait : LockWait.FAIL;
  }

  private HeldLock acquire(int tableId, byte[] key, LockMode mode, LockWait wait) {
    engine.checkBytes(key.length);
    checkSize(LOCK_BYTES + key.length);
    // NOWAIT and SKIP LOCKED are about rows: for the table everybody waits.
    lockTableShared(tableId);
    return engine.locks().acquire(owner, tableId, key, mode, patience(wait), lockTimeout);
  }

  /** Reads the newest committed version under its lock; REPEATABLE READ refuses a newer one. */
  private Version newestCommitted(int tableId, byte[] key, HeldLock held) {
    Version version = learnCommitted(tableId, key, held);
    if (isTooNew(held)) {
      throw new OltpException(new Reason.SerializationFailure(tableId));
    }
    return version;
  }

  private boolean isTooNew(HeldLock held) {
    return pinnedLsn >= 0 && held.committedLsn() > pinnedLsn;
  }

  @Override
  public boolean insert(int tableId, byte[] key, byte[] row) {
    checkWrite(key, row);
    HeldLock held = acquire(tableId, key, LockMode.EXCLUSIVE, LockWait.WAIT);
    KeyWrites.OwnVersion own = writes.newest(tableId, key);
    // A unique key is judged by what is committed now, also at REPEATABLE READ.
    if (!held.isCommittedKnown()) {
      learnCommitted(tableId, key, held);
    }
    boolean exists = own == null ? held.committedRowLsn() > 0 : own.row() != null;
    if (exists) {
      return false;
    }
    writes.write(tableId, key.clone(), row.clone(), held.committedRowLsn());
    return true;
  }

  private Version learnCommitted(int tableId, byte[] key, HeldLock held) {
    long visible = engine.visibleLsn();
    Version version = engine.machine().find(tableId, key, visible);
    // Without a version, what took the row away may have been the table's truncation.
    long lsn = version == null ? engine.machine().truncatedAt(tableId, visible) : version.lsn();
    held.committed(lsn, version != null && version.row() != null);
    observed.add(lsn);
    return version;
  }

  @Override
  public void insertFresh(int tableId, byte[] key, byte[] row) {
    checkWrite(key, row);
    lockTableShared(tableId);
    writes.write(tableId, key.clone(), row.clone(), 0);
  }

  @Override
  public int insertAll(int tableId, RowBlock block) {
    checkBlock(block);
    lockTableShared(tableId);
    int before = writes.mark();
    int duplicate =
        block.size() < MIN_BULK_ROWS || writes.hasSingle(tableId, block)
            ? insertEach(tableId, block, 0, block.size())
            : insertInBulk(tableId, block);
    if (duplicate == block.size()) {
      return -1;
    }
    writes.rollbackTo(before);
    engine.locks().release(owner, owner.count());
    return duplicate;
  }

  /**
   * Answers the first row whose key has a row already, or the number of rows. From the first keys
   * on that somebody else locks, rows are inserted one by one.
   */
  private int insertInBulk(int tableId, RowBlock block) {
    BulkRows rows = writes.bulk(tableId);
    int size = block.size();
    int done = 0;
    boolean alone = true;
    boolean unique = true;
    while (alone && unique && done < size) {
      int from = done;
      int to = Math.min(from + LOCK_ROWS, size);
      int[] end = {from};
      rows.prepare(block, from, to);
      Runnable append = () -> end[0] = writes.append(rows, block, from, to);
      alone = engine.locks().acquireAll(owner, tableId, rows, block, from, to, append);
      done = end[0];
      unique = done == to;
    }
    int committed = firstCommitted(tableId, block, done);
    return committed < done || alone ? committed : insertEach(tableId, block, done, size);
  }

  private int insertEach(int tableId, RowBlock block, int from, int to) {
    for (int row = from; row < to; row++) {
      if (!insert(tableId, block.key(row), block.row(row))) {
        return row;
      }
    }
    return to;
  }

  /**
   * Answers the first of {@code rows} rows whose key is committed, or {@code rows}. One look at the
   * state tells for all of them when the table is empty (rows of locked keys are not deleted by
   * anybody else) or when no version lies between the lowest and the highest key.
   */
  private int firstCommitted(int tableId, RowBlock block, int rows) {
    if (rows == 0 || engine.machine().rowCount(tableId) == 0 || writes.isTruncated(tableId)) {
      return rows;
    }
    int lowest = 0;
    int highest = 0;
    for (int row = 1; row < rows; row++) {
      lowest = block.compareKeys(row, lowest) < 0 ? row : lowest;
      highest = block.compareKeys(row, highest) > 0 ? row : highest;
    }
    if (!engine.machine().hasVersions(tableId, block.key(lowest), block.key(highest))) {
      return rows;
    }
    long lsn = engine.visibleLsn();
    for (int row = 0; row < rows; row++) {
      Version version = engine.machine().find(tableId, block.key(row), lsn);
      if (version != null) {
        observed.add(version.lsn());
        if (version.row() != null) {
          return row;
        }
      }
    }
    return rows;
  }

  private void checkBlock(RowBlock block) {
    checkOpen();
    for (int row = 0; row < block.size(); row++) {
      engine.checkBytes(
          Math.max(block.keyTo(row) - block.keyFrom(row), block.rowTo(row) - block.keyTo(row)));
    }
    checkSize(BulkRows.bytesOf(block, 0, block.size()));
  }

  @Override
  public void insertAllFresh(int tableId, RowBlock block) {
    checkBlock(block);
    lockTableShared(tableId);
    if (block.size() < MIN_BULK_ROWS) {
      for (int row = 0; row < block.size(); row++) {
        writes.write(tableId, block.key(row), block.row(row), 0);
      }
      return;
    }
    BulkRows rows = writes.bulk(tableId);
    rows.prepare(block, 0, block.size());
    if (writes.append(rows, block, 0, block.size()) < block.size()) {
      throw new IllegalArgumentException("a fresh key of table " + tableId + " is not fresh");
    }
  }

  @Override
  public void put(int tableId, byte[] key, byte[] row) {
    checkWrite(key, row);
    HeldLock held = lockForWrite(tableId, key);
    writes.write(tableId, key.clone(), row.clone(), held.committedRowLsn());
  }

  @Override
  public boolean delete(int tableId, byte[] key) {
    checkWrite(key, null);
    HeldLock held = lockForWrite(tableId, key);
    KeyWrites.OwnVersion own = writes.newest(tableId, key);
    boolean exists = own == null ? held.committedRowLsn() > 0 : own.row() != null;
    if (exists) {
      writes.write(tableId, key.clone(), null, held.committedRowLsn());
    }
    return exists;
  }

  private HeldLock lockForWrite(int tableId, byte[] key) {
    HeldLock held = acquire(tableId, key, LockMode.EXCLUSIVE, LockWait.WAIT);
    if (!held.isCommittedKnown()) {
      learnCommitted(tableId, key, held);
    }
    // Own writes hide what others did to the row before the transaction had its lock.
    if (isTooNew(held) && writes.newest(tableId, key) == null) {
      throw new OltpException(new Reason.SerializationFailure(tableId));
    }
    return held;
  }

  @Override
  public void truncate(int tableId) {
    checkOpen();
    checkSize(0);
    lockTable(tableId, LockMode.EXCLUSIVE);
    writes.truncate(tableId);
  }

  private void checkWrite(byte[] key, byte[] row) {
    checkOpen();
    engine.checkBytes(key.length);
    if (row != null) {
      engine.checkBytes(row.length);
    }
    checkSize(WriteSet.bytesOf(key, row));
  }

  private void checkSize(long added) {
    long needed = sizeBytes() + added;
    if (needed <= Math.max(FREE_BYTES, takenBytes)) {
      return;
    }
    long limit = engine.options().maxTransactionBytes();
    if (needed > limit) {
      throw new OltpException(new Reason.TransactionTooLarge(needed, limit));
    }
    long step = Math.min(Math.max(needed - takenBytes, STEP_BYTES), limit - takenBytes);
    engine.writeMemory().take(step);
    takenBytes += step;
  }

  @Override
  public Savepoint savepoint() {
    checkOpen();
    return new Savepoint(id(), writes.mark(), owner.count(), participants.size());
  }

  @Override
  public void rollbackTo(Savepoint savepoint) {
    checkOpen();
    if (savepoint.transactionId() != id()
        || savepoint.writes() > writes.mark()
        || savepoint.locks() > owner.count()
        || savepoint.participants() > participants.size()) {
      throw new IllegalArgumentException(savepoint + " is no savepoint of this transaction");
    }
    writes.rollbackTo(savepoint.writes());
    rollbackParticipants(savepoint.participants());
    engine.locks().release(owner, savepoint.locks());
  }

  private void rollbackParticipants(int keep) {
    for (int i = participants.size() - 1; i >= keep; i--) {
      participants.remove(i).rollback();
    }
  }

  @Override
  public long observedLsn() {
    return observed.highest();
  }

  @Override
  public void enlist(CommitParticipant participant) {
    checkOpen();
    participants.add(participant);
  }

  @Override
  public long sizeBytes() {
    return writes.bytes() + (long) LOCK_BYTES * owner.count();
  }

  @Override
  public long commit() {
    long lsn = commitVisibly();
    engine.awaitDurable(lsn);
    return lsn;
  }

  @Override
  public Commit commitAsync() {
    long lsn = commitVisibly();
    return new Commit(lsn, engine.durable(lsn));
  }

  private long commitVisibly() {
    checkOpen();
    Iterable<LogChange> changes = writes.changes();
    boolean any = changes.iterator().hasNext();
    if (!any && participants.isEmpty()) {
      end();
      return observed.highest();
    }
    try {
      long lsn = engine.pipeline().commit(id(), any ? changes : null, participants);
      participants.clear();
      return lsn;
    } finally {
      rollbackParticipants(0);
      end();
    }
  }

  @Override
  public void rollback() {
    if (!ended) {
      rollbackParticipants(0);
      end();
    }
  }

  private void end() {
    ended = true;
    engine.locks().releaseAll(owner);
    engine.writeMemory().giveBack(takenBytes);
    takenBytes = 0;
    if (pinnedLsn >= 0) {
      engine.snapshots().unpin(pinnedLsn);
    }
  }

  @Override
  public void cancelWait() {
    engine.locks().cancel(owner);
  }

  @Override
  public void close() {
    rollback();
  }

  private void checkOpen() {
    if (ended) {
      throw new OltpException(new Reason.TransactionEnded(id()));
    }
    engine.checkOpen();
  }
}
