package io.megadb.tables.oltp;

import io.megadb.oltp.LockMode;
import io.megadb.oltp.LockWait;
import io.megadb.oltp.LockedRow;
import io.megadb.oltp.RowBlock;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.Transaction;
import io.megadb.tables.codec.KeyCodec;
import io.megadb.tables.codec.RowCodec;
import io.megadb.tables.keyed.KeyedRows;
import io.megadb.tables.keyed.TableLayout;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;

/** A table's rows in the engine, as one statement writes them. */
final class OltpRows implements KeyedRows {
  /** Encoded rows that are handed over at once: wide ones would pile up beside their batch. */
  private static final int BLOCK_BYTES = 4 << 20;

  private final TableLayout layout;
  private final int oid;
  private final Transaction engine;
  private final Snapshot snapshot;
  private final RowCodec codec;
  private final RowBlock block = new RowBlock(0, 0);

  OltpRows(TableLayout layout, Transaction engine, Snapshot snapshot) {
    this.layout = layout;
    this.oid = layout.table().oid();
    this.engine = engine;
    this.snapshot = snapshot;
    this.codec = layout.rowCodec();
  }

  @Override
  public long rowNumbers(int count) {
    return engine.rowNumbers(oid, count);
  }

  @Override
  public void insertNumbered(long first, FlatVector[] columns, int count) {
    if (count == 1) {
      engine.insertFresh(oid, KeyCodec.rowNumber(first), codec.encode(columns, 0));
      return;
    }
    block.clear();
    for (int row = 0; row < count; row++) {
      byte[] key = KeyCodec.rowNumber(first + row);
      block.append(key, 0, key.length);
      block.endPart();
      codec.encode(columns, row, block);
      if (block.byteCount() >= BLOCK_BYTES) {
        engine.insertAllFresh(oid, block);
        block.clear();
      }
    }
    engine.insertAllFresh(oid, block);
  }

  @Override
  public int insertAll(KeyCodec keys, FlatVector[] key, FlatVector[] columns, int count) {
    if (count == 1) {
      return insert(keys.encode(key, 0), columns, 0) ? -1 : 0;
    }
    block.clear();
    for (int row = 0; row < count; row++) {
      keys.encode(key, row, block);
      codec.encode(columns, row, block);
      if (block.byteCount() >= BLOCK_BYTES || row == count - 1) {
        int duplicate = engine.insertAll(oid, block);
        if (duplicate >= 0) {
          return row + 1 - block.size() + duplicate;
        }
        block.clear();
      }
    }
    return -1;
  }

  @Override
  public boolean insert(byte[] key, FlatVector[] columns, int row) {
    return engine.insert(oid, key, codec.encode(columns, row));
  }

  @Override
  public Locked lock(byte[] key) {
    LockedRow locked = engine.lock(oid, key, LockMode.EXCLUSIVE, LockWait.WAIT);
    return locked.exists() ? new LockedVersion(locked) : null;
  }

  @Override
  public void put(byte[] key, FlatVector[] columns, int row) {
    engine.put(oid, key, codec.encode(columns, row));
  }

  @Override
  public void delete(byte[] key) {
    engine.delete(oid, key);
  }

  /** Decodes the row only when somebody looks at it. */
  private final class LockedVersion implements Locked {
    private final LockedRow locked;

    LockedVersion(LockedRow locked) {
      this.locked = locked;
    }

    @Override
    public Batch row() {
      return codec.decode(locked.row(), layout.types());
    }

    @Override
    public boolean changed() {
      return locked.changedSince(snapshot);
    }

    @Override
    public boolean writtenByStatement() {
      return locked.writtenAfter(snapshot);
    }
  }
}
