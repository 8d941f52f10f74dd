package io.megadb.oltp.state;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** A RocksDB write batch. */
final class RocksBatch implements StateBatch {
  /** RocksDB's node, sequence number and lengths in the memtable, generously. */
  private static final int ENTRY_BYTES = 64;

  private final RocksStateView view;
  private final WriteBatch batch = new WriteBatch();
  private long bytes;

  RocksBatch(RocksStateView view) {
    this.view = view;
  }

  @Override
  public void put(int tableId, byte[] key, long lsn, byte[] row) {
    add(VersionKey.of(tableId, key, lsn), RowFormat.row(row));
  }

  @Override
  public void putTombstone(int tableId, byte[] key, long lsn) {
    add(VersionKey.of(tableId, key, lsn), RowFormat.tombstone());
  }

  private void add(byte[] key, byte[] value) {
    try {
      batch.put(view.data(), key, value);
      bytes += ENTRY_BYTES + key.length + value.length;
    } catch (RocksDBException e) {
      throw view.failure(e);
    }
  }

  @Override
  public void remove(int tableId, byte[] key, long lsn) {
    byte[] version = VersionKey.of(tableId, key, lsn);
    try {
      batch.delete(view.data(), version);
      bytes += ENTRY_BYTES + version.length;
    } catch (RocksDBException e) {
      throw view.failure(e);
    }
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void write() {
    view.write(batch);
    batch.clear();
    bytes = 0;
  }

  @Override
  public void close() {
    batch.close();
  }
}
