package io.megadb.oltp.state;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import io.megadb.oltp.log.LogChange;
import io.megadb.oltp.log.LogOperation;
import io.megadb.oltp.log.LogRecord;
import io.megadb.oltp.log.PackedPuts;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a log record means: versions, row counts, truncations and garbage follow from the records
 * alone, in the running engine as in recovery. Applying a record again that a crash cut short gives
 * the same versions.
 *
 * <p>{@link #apply} is called by one thread at a time; reads are thread-safe.
 */
public final class StateMachine {
  /** A record beyond this reaches the view in pieces, so that the batch stays small. */
  private static final long BATCH_BYTES = 4L << 20;

  private final StateView view;
  private final RowCounts counts;
  private final Truncations truncations;
  private final GarbageQueue garbage;
  private final AtomicLong unflushedBytes = new AtomicLong();
  private volatile SpaceWait spaceWait = SpaceWait.NEVER;
  private volatile long appliedLsn;
  private volatile long lastTransactionId;

  /** Starts from what the view persisted. */
  public StateMachine(StateView view, int garbageCapacity) {
    StateMeta meta = view.openedMeta();
    this.view = view;
    this.counts = new RowCounts(meta.rowCounts());
    this.truncations = new Truncations(meta.truncations());
    this.garbage = new GarbageQueue(garbageCapacity);
    this.appliedLsn = meta.appliedLsn();
    this.lastTransactionId = meta.lastTransactionId();
  }

  /** Applies one record; records come in LSN order. */
  public void apply(LogRecord record) {
    long lsn = record.lsn();
    try (StateBatch batch = view.newBatch()) {
      for (LogChange change : record.changes()) {
        apply(change, lsn, batch);
        if (batch.bytes() > BATCH_BYTES) {
          write(batch);
        }
      }
      write(batch);
    }
    appliedLsn = lsn;
    lastTransactionId = Math.max(lastTransactionId, record.transactionId());
  }

  private void apply(LogChange change, long lsn, StateBatch batch) {
    if (change instanceof PackedPuts puts) {
      batch.putAll(puts, lsn);
      counts.of(puts.tableId()).addAndGet(puts.count());
    } else {
      apply((LogOperation) change, lsn, batch);
    }
  }

  private void apply(LogOperation operation, long lsn, StateBatch batch) {
    int tableId = operation.tableId();
    byte[] key = operation.key();
    long previous = operation.previousLsn();
    switch (operation.kind()) {
      case PUT -> {
        batch.put(tableId, key, lsn, operation.row());
        if (previous == 0) {
          counts.of(tableId).incrementAndGet();
        } else {
          garbage.add(new Superseded(tableId, key, previous, lsn));
        }
      }
      case DELETE -> {
        batch.putTombstone(tableId, key, lsn);
        counts.of(tableId).decrementAndGet();
        garbage.add(new Superseded(tableId, key, lsn, lsn));
      }
      case TRUNCATE -> {
        truncations.add(tableId, lsn);
        counts.of(tableId).set(0);
      }
    }
  }

  private void write(StateBatch batch) {
    unflushedBytes.addAndGet(batch.bytes());
    boolean waited = false;
    while (!tryWrite(batch)) {
      waited = true;
    }
    if (waited) {
      spaceWait.returned();
    }
  }

  private boolean tryWrite(StateBatch batch) {
    try {
      batch.write();
      return true;
    } catch (OltpException e) {
      if (!(e.reason() instanceof Reason.DiskFull)) {
        throw e;
      }
      spaceWait.await(e);
      return false;
    }
  }

  /** Decides from now on what happens when the view is out of space; at first it is an error. */
  public void onNoSpace(SpaceWait wait) {
    spaceWait = wait;
  }

  /** Newest version at {@code maxLsn} that truncation has not hidden, or null. */
  public Version find(int tableId, byte[] key, long maxLsn) {
    // Before the version: a truncation may be forgotten as soon as what it hides is removed.
    long hidden = truncations.newestAt(tableId, maxLsn);
    Version version = view.find(tableId, key, maxLsn);
    return version == null || version.lsn() < hidden ? null : version;
  }

  /**
   * When the table was last emptied, at {@code maxLsn}; 0 for never, or so long ago that no pinned
   * view remembers.
   */
  public long truncatedAt(int tableId, long maxLsn) {
    return truncations.newestAt(tableId, maxLsn);
  }

  /**
   * True when any version, whether visible or not, has a key from {@code first} to {@code last}.
   */
  public boolean hasVersions(int tableId, byte[] first, byte[] last) {
    try (VersionCursor versions = view.versions(tableId, first)) {
      return versions.next() && Arrays.compareUnsigned(versions.key(), last) <= 0;
    }
  }

  /** Rows visible at {@code maxLsn}; see {@link StateView#scan}. */
  public RowCursor scan(int tableId, byte[] fromInclusive, byte[] toExclusive, long maxLsn) {
    return view.scan(
        tableId, fromInclusive, toExclusive, maxLsn, truncations.newestAt(tableId, maxLsn));
  }

  public long rowCount(int tableId) {
    return counts.get(tableId);
  }

  public long appliedLsn() {
    return appliedLsn;
  }

  public long lastTransactionId() {
    return lastTransactionId;
  }

  /** Memory of changes since the last {@link #beginFlush}, overestimated. */
  public long unflushedBytes() {
    return unflushedBytes.get();
  }

  /**
   * Begins to persist everything applied so far; not while {@link #apply} runs.
   *
   * @return the LSN up to which records are no longer needed once the view stopped flushing
   */
  public long beginFlush() {
    StateMeta meta =
        new StateMeta(appliedLsn, lastTransactionId, counts.copy(), truncations.copy());
    unflushedBytes.set(0);
    view.beginFlush(meta);
    return meta.appliedLsn();
  }

  /** Makes a collector of the versions that records superseded. */
  public GarbageCollector collector() {
    return new GarbageCollector(view, garbage, truncations, unflushedBytes);
  }
}
