package io.megadb.tables.memory;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.oltp.LockMode;
import io.megadb.oltp.LockWait;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import io.megadb.planner.storage.IsolationLevel;
import io.megadb.tables.codec.KeyCodec;
import io.megadb.tables.codec.RowCodec;
import io.megadb.tables.keyed.KeyedRows;
import io.megadb.tables.keyed.TableLayout;
import io.megadb.tables.storage.StorageTransaction;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.FlatVector;

/** A table's rows in memory, as one statement writes them; locks are the engine's. */
final class MemoryRows implements KeyedRows {
  private final MemoryTier tier;
  private final MemoryTable table;
  private final TableLayout layout;
  private final StorageTransaction transaction;
  private final PendingTable pending;
  private final long snapshotLsn;
  private final int writesBefore;
  private final RowCodec codec;
  private final int oid;

  MemoryRows(
      MemoryTier tier,
      MemoryTable table,
      TableLayout layout,
      StorageTransaction transaction,
      PendingTable pending,
      long snapshotLsn,
      int writesBefore) {
    this.tier = tier;
    this.table = table;
    this.layout = layout;
    this.transaction = transaction;
    this.pending = pending;
    this.snapshotLsn = snapshotLsn;
    this.writesBefore = writesBefore;
    this.codec = layout.rowCodec();
    this.oid = layout.table().oid();
  }

  @Override
  public long rowNumbers(int count) {
    return transaction.engine().rowNumbers(oid, count);
  }

  @Override
  public void insertNumbered(long first, FlatVector[] columns, int count) {
    for (int row = 0; row < count; row++) {
      announce();
      write(Bytes.of(KeyCodec.rowNumber(first + row)), codec.encode(columns, row));
    }
  }

  @Override
  public int insertAll(KeyCodec keys, FlatVector[] key, FlatVector[] columns, int count) {
    for (int row = 0; row < count; row++) {
      if (!insert(keys.encode(key, row), columns, row)) {
        return row;
      }
    }
    return -1;
  }

  @Override
  public boolean insert(byte[] key, FlatVector[] columns, int row) {
    transaction.engine().lock(oid, key, LockMode.EXCLUSIVE, LockWait.WAIT);
    // A unique key is judged by what is committed now, also at REPEATABLE READ.
    if (newest(Bytes.of(key), false) != null) {
      return false;
    }
    announce();
    write(Bytes.of(key), codec.encode(columns, row));
    return true;
  }

  private void announce() {
    if (!table.announce(1)) {
      throw new MegaDbException(
              SqlState.CONFIGURATION_LIMIT_EXCEEDED,
              "memory table \""
                  + layout.table().name()
                  + "\" is full: its capacity is "
                  + table.options().capacity()
                  + " rows")
          .withHint(
              "Delete rows, or create the table with a greater capacity or on_full = 'evict'.");
    }
    pending.announced(1);
  }

  private void write(Bytes key, byte[] row) {
    long deadlineMs = MemoryOptions.FOREVER;
    if (row != null && table.options().ttlMs() != MemoryOptions.FOREVER) {
      deadlineMs = tier.nowMs() + table.options().ttlMs();
    }
    PendingRow write = new PendingRow(key, row, deadlineMs);
    tier.charge().reserve(write.bytes());
    pending.add(write);
  }

  @Override
  public Locked lock(byte[] key) {
    transaction.engine().lock(oid, key, LockMode.EXCLUSIVE, LockWait.WAIT);
    return newest(Bytes.of(key), transaction.isolation() != IsolationLevel.READ_COMMITTED);
  }

  private Locked newest(Bytes wanted, boolean refuseChanged) {
    int own = pending.newest(wanted);
    if (own >= 0) {
      PendingRow write = pending.writes().get(own);
      return write.row() == null || write.deadlineMs() <= tier.nowMs()
          ? null
          : new OwnRow(write, own);
    }
    MemoryTable.Version newest = table.newest(wanted);
    if (newest == null) {
      return null;
    }
    if (refuseChanged && newest.changedAt() > snapshotLsn) {
      throw new OltpException(new Reason.SerializationFailure(oid));
    }
    return pending.truncated() || !newest.live(tier.nowMs()) ? null : new CommittedRow(newest);
  }

  @Override
  public void put(byte[] key, FlatVector[] columns, int row) {
    write(Bytes.of(key), codec.encode(columns, row));
  }

  @Override
  public void delete(byte[] key) {
    write(Bytes.of(key), null);
  }

  private final class OwnRow implements Locked {
    private final PendingRow write;
    private final int number;

    OwnRow(PendingRow write, int number) {
      this.write = write;
      this.number = number;
    }

    @Override
    public Batch row() {
      return codec.decode(write.row(), layout.types());
    }

    @Override
    public boolean changed() {
      return writtenByStatement();
    }

    @Override
    public boolean writtenByStatement() {
      return number >= writesBefore;
    }
  }

  private final class CommittedRow implements Locked {
    private final MemoryTable.Version version;

    CommittedRow(MemoryTable.Version version) {
      this.version = version;
    }

    @Override
    public Batch row() {
      return version.values(layout);
    }

    @Override
    public boolean changed() {
      return version.changedAt() > snapshotLsn;
    }

    @Override
    public boolean writtenByStatement() {
      return false;
    }
  }
}
