package io.megadb.oltp.engine;

import io.megadb.oltp.Cursor;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.state.RowCursor;
import io.megadb.oltp.state.StateMachine;
import io.megadb.oltp.state.Version;
import java.util.concurrent.atomic.AtomicBoolean;

/** A pinned LSN, with the first so many writes of a transaction on top of it. Thread-safe. */
final class EngineSnapshot implements Snapshot {
  private final StateMachine machine;
  private final SnapshotRegistry registry;
  private final long lsn;
  private final WriteSet writes;
  private final int ownWrites;
  private final Observations observed;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param lsn pinned by the caller; unpinned by {@link #close}
   * @param writes the transaction's writes, or null
   * @param observed where to note LSNs that were read
   */
  EngineSnapshot(
      StateMachine machine,
      SnapshotRegistry registry,
      long lsn,
      WriteSet writes,
      Observations observed) {
    this.machine = machine;
    this.registry = registry;
    this.lsn = lsn;
    this.writes = writes;
    this.ownWrites = writes == null ? 0 : writes.mark();
    this.observed = observed;
  }

  @Override
  public long lsn() {
    return lsn;
  }

  @Override
  public boolean isBeforeTruncation(int tableId) {
    return machine.truncatedAt(tableId, Long.MAX_VALUE) > lsn;
  }

  @Override
  public int ownWrites() {
    return ownWrites;
  }

  @Override
  public byte[] get(int tableId, byte[] key) {
    TableWrites own = ownTable(tableId);
    KeyWrites.OwnVersion version = own == null ? null : own.find(key, ownWrites);
    if (version != null) {
      return version.row() == null ? null : version.row().clone();
    }
    Version committed = machine.find(tableId, key, lsn);
    if (committed == null) {
      return null;
    }
    observed.add(committed.lsn());
    return committed.row();
  }

  private TableWrites ownTable(int tableId) {
    return ownWrites == 0 ? null : writes.table(tableId);
  }

  @Override
  public Cursor scan(int tableId, byte[] fromInclusive, byte[] toExclusive) {
    TableWrites own = ownTable(tableId);
    RowCursor committed = machine.scan(tableId, fromInclusive, toExclusive, lsn);
    Cursor observing = new ObservingCursor(committed);
    return own == null
        ? observing
        : new MergingCursor(
            observing,
            new OwnRows(own, ownWrites, fromInclusive, toExclusive),
            own.truncatedAt(ownWrites) < 0);
  }

  @Override
  public long observedLsn() {
    return observed.highest();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      registry.unpin(lsn);
    }
  }

  private final class ObservingCursor implements Cursor {
    private final RowCursor rows;

    ObservingCursor(RowCursor rows) {
      this.rows = rows;
    }

    @Override
    public int next(byte[][] keys, byte[][] values) {
      int count = rows.next(keys, values);
      observed.add(rows.observedLsn());
      return count;
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
