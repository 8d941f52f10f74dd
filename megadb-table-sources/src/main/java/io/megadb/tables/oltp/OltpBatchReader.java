package io.megadb.tables.oltp;

import io.megadb.oltp.Cursor;
import io.megadb.oltp.Snapshot;
import io.megadb.plan.TableScan;
import io.megadb.spi.BatchReader;
import io.megadb.tables.codec.RowCodec;
import io.megadb.tables.keyed.TableLayout;
import io.megadb.vector.Batch;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.VectorBuilder;

/** Decodes the rows of a key range into vectors. Confined to one thread. */
final class OltpBatchReader implements BatchReader {
  private final TableScan scan;
  private final OltpSplit split;
  private final Snapshot snapshot;
  private final RowCodec codec;
  private final VectorBuilder[] builders;
  private final BytesBuilder identities;
  private final byte[][] keys;
  private final byte[][] rows;
  private final Cursor cursor;
  private long left;

  OltpBatchReader(
      TableScan scan, OltpSplit split, TableLayout layout, Snapshot snapshot, int batchRows) {
    this.scan = scan;
    this.split = split;
    this.snapshot = snapshot;
    codec = layout.rowCodec(scan.columns());
    int capacity = split.point() ? 1 : batchRows;
    builders = RowCodec.builders(scan.types(), capacity);
    identities = scan.rowIdentity() ? (BytesBuilder) builders[builders.length - 1] : null;
    keys = new byte[capacity][];
    rows = new byte[capacity][];
    left = scan.limit() < 0 || !scan.filters().isEmpty() ? Long.MAX_VALUE : scan.limit();
    cursor = split.point() ? null : snapshot.scan(scan.table().oid(), split.from(), split.to());
  }

  @Override
  public Batch next() {
    if (left <= 0) {
      return null;
    }
    int count = cursor == null ? point() : cursor.next(keys, rows);
    if (count == 0) {
      return null;
    }
    for (int i = 0; i < count; i++) {
      codec.decode(rows[i], builders);
    }
    if (identities != null) {
      for (int i = 0; i < count; i++) {
        identities.appendBytes(keys[i]);
      }
    }
    left -= count;
    return RowCodec.build(builders, count);
  }

  private int point() {
    left = 0;
    keys[0] = split.from();
    rows[0] = snapshot.get(scan.table().oid(), split.from());
    return rows[0] == null ? 0 : 1;
  }

  @Override
  public void close() {
    if (cursor != null) {
      cursor.close();
    }
  }
}
