package io.megadb.tables.memory;

import io.megadb.plan.TableScan;
import io.megadb.spi.BatchReader;
import io.megadb.tables.codec.RowCodec;
import io.megadb.tables.keyed.TableLayout;
import io.megadb.tables.storage.StatementView;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The rows of a part that a statement sees: committed versions, chunk by chunk, then its own
 * transaction's writes. Confined to one thread.
 */
final class MemoryBatchReader implements BatchReader {
  private final TableScan scan;
  private final MemorySplit split;
  private final TableLayout layout;
  private final PendingTable.Overlay overlay;
  private final StatementView view;
  private final Chunk[] chunks;
  private final int batchRows;
  private Iterator<PendingRow> own;
  private int chunk;
  private int row;

  MemoryBatchReader(
      TableScan scan,
      MemorySplit split,
      TableLayout layout,
      Chunk[] chunks,
      PendingTable.Overlay overlay,
      StatementView view,
      int batchRows) {
    this.scan = scan;
    this.split = split;
    this.layout = layout;
    this.overlay = overlay;
    this.view = view;
    this.batchRows = batchRows;
    this.chunks = chunks;
    this.chunk = split.part();
    List<PendingRow> visible = new ArrayList<>();
    if (split.part() == 0) {
      for (PendingRow write : overlay.rows().values()) {
        boolean wanted = split.key() == null || split.key().equals(write.key());
        if (wanted && write.row() != null && write.deadlineMs() > view.startedMs()) {
          visible.add(write);
        }
      }
    }
    own = visible.iterator();
  }

  /** The chunk of the key's newest version if that is the one to see, else all. */
  static Chunk[] chunksOf(MemoryTable table, Bytes key, StatementView view) {
    MemoryTable.Version newest = table.newest(key);
    if (newest == null) {
      return new Chunk[0];
    }
    return newest.chunk().visible(newest.row(), view.lsn(), view.startedMs())
        ? new Chunk[] {newest.chunk()}
        : table.chunks();
  }

  @Override
  public Batch next() {
    while (!overlay.truncated() && chunk < chunks.length) {
      Batch batch = next(chunks[chunk]);
      if (batch != null) {
        return batch;
      }
      chunk += split.parts();
      row = 0;
    }
    return nextOwn();
  }

  private Batch next(Chunk current) {
    int[] rows = new int[Math.min(batchRows, current.size() - row)];
    int count = 0;
    for (; row < current.size() && count < rows.length; row++) {
      if (current.visible(row, view.lsn(), view.startedMs())
          && (split.key() == null || split.key().equals(current.keys[row]))
          && (overlay.rows().isEmpty() || !overlay.rows().containsKey(current.keys[row]))) {
        rows[count++] = row;
      }
    }
    if (count == 0) {
      return null;
    }
    int columns = scan.columns().size();
    Vector[] output = new Vector[columns + (scan.rowIdentity() ? 1 : 0)];
    for (int i = 0; i < columns; i++) {
      int ordinal = scan.columns().get(i).ordinal();
      output[i] = current.column(layout.table().columns().get(ordinal), rows, count);
    }
    if (scan.rowIdentity()) {
      BytesBuilder identities = (BytesBuilder) VectorBuilder.of(PgTypes.BYTEA.kind(), count);
      for (int i = 0; i < count; i++) {
        identities.appendBytes(current.keys[rows[i]].array());
      }
      output[columns] = identities.build();
    }
    return new Batch(count, output);
  }

  private Batch nextOwn() {
    if (!own.hasNext()) {
      return null;
    }
    RowCodec codec = layout.rowCodec(scan.columns());
    VectorBuilder[] builders = RowCodec.builders(scan.types(), 16);
    int count = 0;
    while (own.hasNext() && count < batchRows) {
      PendingRow write = own.next();
      codec.decode(write.row(), builders);
      if (scan.rowIdentity()) {
        ((BytesBuilder) builders[builders.length - 1]).appendBytes(write.key().array());
      }
      count++;
    }
    return RowCodec.build(builders, count);
  }

  @Override
  public void close() {}
}
