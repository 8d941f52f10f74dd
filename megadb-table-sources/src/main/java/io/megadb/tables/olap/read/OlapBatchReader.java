package io.megadb.tables.olap.read;

import io.megadb.spi.SelectiveReader;
import io.megadb.tables.olap.parquet.ParquetBatchReader;
import io.megadb.tables.olap.parquet.PositionDeletes;
import io.megadb.tables.olap.parquet.ValueRange;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;

/** A file's rows without those that are deleted, with identities if they are asked for. */
final class OlapBatchReader implements SelectiveReader {
  private final ParquetBatchReader file;
  private final PositionDeletes deletes;
  private final int fileNumber;
  private final int columns;
  private final boolean identity;
  private final ReadCounts counts;
  private int size;
  private int[] rows;

  /**
   * @param deletes null if no row is deleted
   * @param columns of the scan
   * @param identity whether a column of identities follows
   */
  OlapBatchReader(
      ParquetBatchReader file,
      PositionDeletes deletes,
      int fileNumber,
      int columns,
      boolean identity,
      ReadCounts counts) {
    this.counts = counts;
    this.file = file;
    this.deletes = deletes;
    this.fileNumber = fileNumber;
    this.columns = columns;
    this.identity = identity;
  }

  @Override
  public void narrow(int column, long least, long greatest) {
    if (column < columns) {
      file.narrow(new ValueRange(column, least, greatest));
    }
  }

  @Override
  public int advance() {
    do {
      size = file.advance();
      rows = size == 0 || deletes == null ? null : deletes.remaining(file.batchStart(), size);
    } while (rows != null && rows.length == 0);
    return size;
  }

  @Override
  public int[] rows() {
    return rows;
  }

  private Vector identities() {
    return RowIdentity.of(fileNumber, file.batchStart(), size);
  }

  @Override
  public Vector column(int index) {
    return index == columns ? identities() : file.column(index);
  }

  @Override
  public Vector encoded(int index) {
    return index == columns ? identities() : file.encoded(index);
  }

  @Override
  public Vector column(int index, int[] selected, int count) {
    return index == columns
        ? identities().select(selected, count)
        : file.column(index, selected, count);
  }

  @Override
  public Batch next() {
    if (advance() == 0) {
      return null;
    }
    Vector[] all = new Vector[identity ? columns + 1 : columns];
    for (int i = 0; i < all.length; i++) {
      all[i] = rows == null ? column(i) : column(i, rows, rows.length);
    }
    return new Batch(rows == null ? size : rows.length, all);
  }

  @Override
  public void close() {
    counts.report(file);
    file.close();
  }
}
