package io.megadb.oltp.state;

import io.megadb.oltp.log.PackedPuts;
import java.util.Arrays;
import org.rocksdb.WriteBatch;

/**
 * A RocksDB write batch, put together here in RocksDB's own format: a call into native code for
 * each entry costs more than all the rest of writing it.
 *
 * <pre>
 *   sequence 8, count 4 (little-endian), then per entry
 *   1 │ varint key length │ key │ varint value length │ value      put
 *   0 │ varint key length │ key                                   delete
 * </pre>
 *
 * @see <a href="https://github.com/facebook/rocksdb/blob/v8.10.0/db/write_batch.cc">write_batch.cc,
 *     whose first comment is the format</a>
 */
final class RocksBatch implements StateBatch {
  /** RocksDB's node, sequence number and lengths in the memtable, generously. */
  private static final int ENTRY_BYTES = 64;

  private static final int HEADER_BYTES = 12;
  private static final int COUNT_AT = 8;
  private static final int FIRST_BYTES = 512;
  private static final byte DELETE = 0;
  private static final byte PUT = 1;

  /** Entry kind and two lengths at their longest. */
  private static final int MAX_FIXED_BYTES = 1 + 5 + 5;

  private final RocksStateView view;
  private final PackedPuts.Layout layout = new PackedPuts.Layout();
  private byte[] batch = new byte[FIRST_BYTES];
  private int filled = HEADER_BYTES;
  private int count;

  RocksBatch(RocksStateView view) {
    this.view = view;
  }

  @Override
  public void put(int tableId, byte[] key, long lsn, byte[] row) {
    putKey(PUT, tableId, key, 0, key.length, lsn, RowFormat.HEADER_BYTES + row.length);
    putRow(row, 0, row.length);
  }

  @Override
  public void putAll(PackedPuts puts, long lsn) {
    byte[] bytes = puts.bytes();
    int headBytes = PackedPuts.head(puts.tableId()).length;
    for (int at = puts.from(); at < puts.to(); at = layout.rowTo()) {
      layout.read(bytes, at, headBytes);
      int rowBytes = layout.rowTo() - layout.rowFrom();
      putKey(
          PUT,
          puts.tableId(),
          bytes,
          layout.keyFrom(),
          layout.keyTo(),
          lsn,
          RowFormat.HEADER_BYTES + rowBytes);
      putRow(bytes, layout.rowFrom(), rowBytes);
    }
  }

  private void putRow(byte[] source, int from, int length) {
    putNumber(RowFormat.HEADER_BYTES + length);
    batch[filled++] = RowFormat.ROW;
    System.arraycopy(source, from, batch, filled, length);
    filled += length;
  }

  @Override
  public void putTombstone(int tableId, byte[] key, long lsn) {
    putKey(PUT, tableId, key, 0, key.length, lsn, RowFormat.HEADER_BYTES);
    putNumber(RowFormat.HEADER_BYTES);
    batch[filled++] = RowFormat.TOMBSTONE_ROW;
  }

  @Override
  public void remove(int tableId, byte[] key, long lsn) {
    putKey(DELETE, tableId, key, 0, key.length, lsn, 0);
  }

  /** Begins an entry; {@code valueBytes} are reserved for what follows. */
  private void putKey(
      byte kind, int tableId, byte[] key, int from, int to, long lsn, int valueBytes) {
    int length = VersionKey.length(to - from);
    reserve((long) MAX_FIXED_BYTES + length + valueBytes);
    batch[filled++] = kind;
    putNumber(length);
    VersionKey.write(tableId, key, from, to, lsn, batch, filled);
    filled += length;
    count++;
  }

  private void reserve(long bytes) {
    long needed = filled + bytes;
    if (needed > batch.length) {
      long larger = Math.min(Math.max(needed, 2L * batch.length), Integer.MAX_VALUE - 8);
      batch = Arrays.copyOf(batch, (int) larger);
    }
  }

  private void putNumber(int number) {
    int rest = number;
    while ((rest & ~0x7F) != 0) {
      batch[filled++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    batch[filled++] = (byte) rest;
  }

  @Override
  public long bytes() {
    return filled - HEADER_BYTES + (long) ENTRY_BYTES * count;
  }

  /** The batch as RocksDB reads it. */
  byte[] encoded() {
    for (int i = 0; i < Integer.BYTES; i++) {
      batch[COUNT_AT + i] = (byte) (count >>> (8 * i));
    }
    return Arrays.copyOf(batch, filled);
  }

  @Override
  public void write() {
    if (count > 0) {
      try (WriteBatch encoded = new WriteBatch(encoded())) {
        view.write(encoded);
      }
    }
    filled = HEADER_BYTES;
    count = 0;
  }

  @Override
  public void close() {}
}
