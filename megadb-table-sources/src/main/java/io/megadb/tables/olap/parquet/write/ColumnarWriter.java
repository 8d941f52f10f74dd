package io.megadb.tables.olap.parquet.write;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;

/**
 * Writes one Parquet file of columns without nesting, row group by row group.
 *
 * <pre>
 *   PAR1 | row groups, each: columns, each: [dictionary page] data pages
 *        | column indexes | offset indexes | footer | its length | PAR1
 * </pre>
 *
 * <p>Pages are of version 1, which every reader knows, and one without compression can be read
 * where it lies. Confined to one thread.
 */
public final class ColumnarWriter implements Closeable {
  static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** Rows that are taken at a time, between looks at the memory. */
  private static final int STEP = 4096;

  private final FileSchema schema;
  private final WriteOptions options;
  private final ChunkObserver observer;
  private final RowGroupMemory memory;
  private final PositionOutputStream out;
  private final ColumnBuffer[] columns;
  private final EncodedChunk encoded = new EncodedChunk();
  private final FileIndexes indexes = new FileIndexes();
  private final List<BlockMetaData> rowGroups = new ArrayList<>();
  private final BitSet sorted = new BitSet();
  private final BitSet unbounded = new BitSet();
  private final ChunkWriter chunks;
  private long rows;
  private int pending;

  /** Memory of the rows that are pending. */
  private long held;

  /** The rows at hand are the end of a run, and there are rows of more than one. */
  private boolean runEnded;

  private boolean mixed;
  private boolean closed;

  /**
   * Begins a file.
   *
   * @param memory shared with the files that are written at the same time
   * @param out closed with the writer
   */
  public ColumnarWriter(
      FileSchema schema,
      WriteOptions options,
      ChunkObserver observer,
      RowGroupMemory memory,
      PositionOutputStream out)
      throws IOException {
    this.schema = schema;
    this.options = options;
    this.observer = observer;
    this.memory = memory;
    this.out = out;
    columns = new ColumnBuffer[schema.types().size()];
    List<ColumnDescriptor> descriptors = schema.schema().getColumns();
    for (int i = 0; i < columns.length; i++) {
      columns[i] = ColumnBuffer.of(descriptors.get(i), schema.types().get(i));
    }
    chunks = new ChunkWriter(out, options.compression());
    out.write(MAGIC);
  }

  /** Adds rows {@code from} (inclusive) to {@code to} (exclusive) of those given. */
  public void write(Rows given, int from, int to) throws IOException {
    mixed |= runEnded && from < to;
    runEnded = false;
    for (int at = from; at < to; ) {
      int end = Math.min(Math.min(to, at + STEP), at + options.rowGroupRows() - pending);
      for (int i = 0; i < columns.length; i++) {
        columns[i].add(given, i, at, end);
      }
      pending += end - at;
      at = end;
      long before = held;
      held = 0;
      for (ColumnBuffer column : columns) {
        held += column.held();
      }
      boolean scarce = memory.change(held - before, held);
      if (scarce || pending == options.rowGroupRows() || held >= options.rowGroupBytes()) {
        endRowGroup();
      }
    }
  }

  /**
   * Says that the next rows begin another run, so that readers know which row groups have the
   * file's order; without such an order it does nothing.
   */
  public void endRun() throws IOException {
    if (schema.order().isEmpty()) {
      return;
    }
    if (pending >= options.rowGroupRows() / 2) {
      endRowGroup();
    }
    runEnded = pending > 0;
  }

  /** Writes the rows that are held as a row group. */
  private void endRowGroup() throws IOException {
    if (pending == 0) {
      return;
    }
    BlockMetaData rowGroup = new BlockMetaData();
    rowGroup.setOrdinal(rowGroups.size());
    rowGroup.setRowCount(pending);
    rowGroup.setRowIndexOffset(rows);
    long size = 0;
    for (int i = 0; i < columns.length; i++) {
      ColumnBuffer column = columns[i];
      encoded.clear();
      column.encode(options, encoded);
      if (observer != ChunkObserver.NONE) {
        observer.chunk(i, column.distinct(), column.nulls());
      }
      ChunkWriter.Written written = chunks.write(column.column, encoded);
      rowGroup.addColumn(written.metadata());
      indexes.add(written);
      if (!written.isBounded()) {
        unbounded.set(i);
      }
      size += written.metadata().getTotalUncompressedSize();
      column.clear();
    }
    rowGroup.setTotalByteSize(size);
    sorted.set(rowGroups.size(), !mixed && !schema.order().isEmpty());
    rowGroups.add(rowGroup);
    rows += pending;
    pending = 0;
    mixed = false;
    letGo();
  }

  private void letGo() {
    memory.change(-held, 0);
    held = 0;
  }

  /** Bytes written so far, without the rows that are held. */
  public long length() throws IOException {
    return out.getPos();
  }

  /** Rows that were added. */
  public long rows() {
    return rows + pending;
  }

  /**
   * Numbers of columns that have no bounds in some of the row groups that are written: bounds of
   * the others do not hold for the file.
   */
  public BitSet unbounded() {
    return unbounded;
  }

  /** Where the row groups that are written begin. */
  public List<Long> splitOffsets() {
    return rowGroups.stream().map(BlockMetaData::getStartingPos).toList();
  }

  /** Completes the file. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out;
        chunks) {
      endRowGroup();
      indexes.write(out);
      Footer.write(schema, rowGroups, sorted, out);
    } finally {
      letGo();
    }
  }
}
