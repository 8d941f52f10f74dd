package io.megadb.tables.oltp;

import io.megadb.oltp.Cursor;
import io.megadb.oltp.Snapshot;
import io.megadb.plan.TableScan;
import io.megadb.spi.BatchReader;
import io.megadb.tables.codec.RowCodec;
import io.megadb.tables.keyed.RowKeys;
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
  private final RowKeys rowKeys;
  private final Cursor cursor;
  private long left;

  OltpBatchReader(
      TableScan scan, OltpSplit split, TableLayout layout, Snapshot snapshot, int batchRows) {
    this.scan = scan;
    this.split = split;
    this.snapshot = snapshot;
    codec = layout.rowCodec(scan.columns());
    int oid = scan.table().oid();
    boolean point = split.point() && !snapshot.isBeforeTruncation(oid);
    int capacity = point ? 1 : batchRows;
    builders = RowCodec.builders(scan.types(), capacity);
    identities = scan.rowIdentity() ? (BytesBuilder) builders[builders.length - 1] : null;
    keys = new byte[capacity][];
    rows = new byte[capacity][];
    left = scan.limit() < 0 || !scan.filters().isEmpty() ? Long.MAX_VALUE : scan.limit();
    rowKeys = split.point() && !point ? new RowKeys(layout) : null;
    if (rowKeys != null) {
      cursor = snapshot.scan(oid, null, null);
    } else {
      cursor = point ? null : snapshot.scan(oid, split.from(), split.to());
    }
  }

  @Override
  public Batch next() {
    if (left <= 0) {
      return null;
    }
    int count = split.point() ? point() : cursor.next(keys, rows);
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
    if (rowKeys != null) {
      return search();
    }
    keys[0] = split.from();
    rows[0] = snapshot.get(scan.table().oid(), split.from());
    return rows[0] == null ? 0 : 1;
  }

  /** Looks at all rows: the snapshot may be of a time when they lay under other keys. */
  private int search() {
    for (int count = cursor.next(keys, rows); count > 0; count = cursor.next(keys, rows)) {
      int found = rowKeys.indexOf(split.from(), rows, count);
      if (found >= 0) {
        keys[0] = keys[found];
        rows[0] = rows[found];
        return 1;
      }
    }
    return 0;
  }

  @Override
  public void close() {
    if (cursor != null) {
      cursor.close();
    }
  }
}
