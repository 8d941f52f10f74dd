package io.megadb.tables.olap.parquet.write;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.tables.olap.type.Storage;
import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * One column of the row group at hand: takes values, and encodes them as pages once all are there.
 * Confined to one thread.
 */
abstract class ColumnBuffer {
  final ColumnDescriptor column;
  private final Presence presence = new Presence();

  ColumnBuffer(ColumnDescriptor column) {
    this.column = column;
  }

  /** A buffer for a column without nesting. */
  static ColumnBuffer of(ColumnDescriptor column, PgType type) {
    PrimitiveTypeName stored = column.getPrimitiveType().getPrimitiveTypeName();
    return switch (Storage.of(type)) {
      case BOOLEAN -> new BoolBuffer(column);
      case INT, LONG, DATE, TIME, TIMESTAMP, FLOAT, DOUBLE -> new NumberBuffer(column, type);
      case DECIMAL ->
          stored == PrimitiveTypeName.INT32 || stored == PrimitiveTypeName.INT64
              ? new NumberBuffer(column, type)
              : new BytesBuffer(column, type);
      case NUMERIC_TEXT, TEXT, BINARY, UUID, INTERVAL -> new BytesBuffer(column, type);
      case LIST -> throw new IllegalArgumentException("a column with nesting");
    };
  }

  /** Adds rows {@code from} (inclusive) to {@code to} (exclusive) of those named. */
  final void add(Rows rows, int number, int from, int to) {
    reserve(to - from);
    for (int at = from; at < to; ) {
      int end = rows.stretchEnd(at, to);
      add(rows.batches()[rows.batch()[at]][number], rows.row(), at, end);
      at = end;
    }
  }

  private void add(FlatVector vector, int[] rows, int from, int to) {
    if (!vector.mayHaveNulls()) {
      present(vector, rows, from, to);
      presence.addPresent(to - from);
      return;
    }
    for (int at = from; at < to; ) {
      int end = at;
      while (end < to && !vector.isNull(rows[end])) {
        end++;
      }
      if (end > at) {
        present(vector, rows, at, end);
        presence.addPresent(end - at);
      }
      for (; end < to && vector.isNull(rows[end]); end++) {
        addNull();
      }
      at = end;
    }
  }

  private void addNull() {
    if (column.getMaxDefinitionLevel() == 0) {
      throw new MegaDbException(
          SqlState.NOT_NULL_VIOLATION,
          "null value in column \"" + column.getPath()[0] + "\" violates not-null constraint");
    }
    presence.addNull();
  }

  final int rows() {
    return presence.rows();
  }

  final int nulls() {
    return presence.rows() - presence.present();
  }

  /** Number of values that are not null. */
  final int values() {
    return presence.present();
  }

  /** Encodes all rows as pages. */
  final void encode(WriteOptions options, EncodedChunk chunk) {
    Encoding encoding = choose(chunk);
    int rows = presence.rows();
    int value = 0;
    for (int row = 0; row < rows; ) {
      int end = Math.min(rows, row + options.pageRows());
      int valueEnd = value + presence.presentIn(row, end);
      while (end - row > 1 && plainBytes(value, valueEnd) > options.pageBytes()) {
        end = row + (end - row) / 2;
        valueEnd = value + presence.presentIn(row, end);
      }
      if (column.getMaxDefinitionLevel() > 0) {
        presence.encode(row, end, chunk.bytes());
      }
      encode(value, valueEnd, chunk.bytes());
      Statistics<?> statistics = statistics(value, valueEnd);
      statistics.incrementNumNulls((end - row) - (valueEnd - value));
      chunk.page(end - row, encoding, statistics);
      row = end;
      value = valueEnd;
    }
  }

  /** Forgets all rows. */
  void clear() {
    presence.clear();
  }

  /** Memory that grows with the rows. */
  long held() {
    return presence.held();
  }

  /** Makes room for values. */
  abstract void reserve(int more);

  /** Adds values of a vector that are not null. */
  abstract void present(FlatVector vector, int[] rows, int from, int to);

  /** Decides how the values are encoded; writes a dictionary if there is to be one. */
  abstract Encoding choose(EncodedChunk chunk);

  /** Encodes values as it was decided. */
  abstract void encode(int from, int to, ByteSink out);

  /** Least and greatest of some values, if they have an order. */
  abstract Statistics<?> statistics(int from, int to);

  /** About what some values take without any compression. */
  abstract long plainBytes(int from, int to);

  /**
   * The values that are not null, or the entries of the dictionary that was chosen for them, as
   * vectors of the column's type.
   */
  abstract FlatVector distinct();
}
