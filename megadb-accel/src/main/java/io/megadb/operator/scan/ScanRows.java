package io.megadb.operator.scan;

import io.megadb.spi.BatchReader;
import io.megadb.spi.SelectiveReader;
import io.megadb.type.VectorKind;
import io.megadb.vector.Batch;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.Vector;

/**
 * The rows that a scan is filtering: their columns as far as they have been asked for. Confined to
 * one thread.
 */
final class ScanRows {
  private final SelectiveReader late;
  private final BatchReader early;
  private final Vector[] flat;
  private final Vector[] encoded;
  private int size;

  /**
   * @param columns of the scan's output
   */
  ScanRows(BatchReader reader, int columns) {
    late = reader instanceof SelectiveReader selective ? selective : null;
    early = reader;
    flat = new Vector[columns];
    encoded = new Vector[columns];
  }

  /** Goes to the next rows; false at the end. */
  boolean advance() throws Exception {
    if (late == null) {
      Batch batch = early.next();
      size = batch == null ? 0 : batch.size();
      for (int i = 0; i < flat.length && batch != null; i++) {
        flat[i] = batch.column(i);
      }
      return batch != null;
    }
    java.util.Arrays.fill(flat, null);
    java.util.Arrays.fill(encoded, null);
    size = late.advance();
    return size > 0;
  }

  int size() {
    return size;
  }

  int columnCount() {
    return flat.length;
  }

  /** The rows that count before any filter; null for all. */
  int[] rows() {
    return late == null ? null : late.rows();
  }

  boolean isDecoded(int column) {
    return flat[column] != null || encoded[column] != null;
  }

  Vector column(int index) throws Exception {
    if (flat[index] == null) {
      flat[index] = encoded[index] == null ? late.column(index) : plain(encoded[index]);
    }
    return flat[index];
  }

  /** With a dictionary if the column is stored with one. */
  Vector encoded(int index) throws Exception {
    if (flat[index] != null) {
      return flat[index];
    }
    if (encoded[index] == null) {
      encoded[index] = late.encoded(index);
    }
    return encoded[index];
  }

  /** Some rows of a column. */
  Vector column(int index, int[] rows, int count) throws Exception {
    if (flat[index] != null) {
      return flat[index].select(rows, count);
    }
    return encoded[index] == null
        ? late.column(index, rows, count)
        : plain(encoded[index].select(rows, count));
  }

  /** Operators take numbers as they are. */
  private static Vector plain(Vector vector) {
    return vector instanceof DictionaryVector && vector.kind() != VectorKind.BYTES
        ? vector.flat()
        : vector;
  }

  /**
   * All columns of some rows.
   *
   * @param rows null for all
   */
  Batch batch(int[] rows, int count) throws Exception {
    Vector[] columns = new Vector[flat.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = rows == null ? column(i) : column(i, rows, count);
    }
    return new Batch(count, columns);
  }
}
