package io.megadb.tables.olap;

import io.megadb.tables.codec.ByteWriter;
import io.megadb.tables.codec.KeyCodec;
import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.SortDirection;
import org.apache.iceberg.SortField;
import org.apache.iceberg.types.Types;

/**
 * Gathers rows into runs, which are written in the table's order: a file is a sequence of sorted
 * runs. Confined to one thread.
 */
final class SortedRows {
  /** Rows of a run. */
  private static final int RUN_ROWS = 1 << 18;

  /** Bytes of a run's rows; two runs are in memory, one gathered and one written. */
  private static final long RUN_BYTES = 64L << 20;

  private static final byte[] NO_KEY = {};

  private final PartitionedWriter writer;
  private final List<KeyPart> parts = new ArrayList<>();
  private final ByteWriter key = new ByteWriter(64);
  private List<RunRow> rows = new ArrayList<>();
  private FlatVector[] counted;
  private long bytes;

  private record KeyPart(int column, boolean descending, KeyCodec codec) {}

  SortedRows(BaseTable table, List<PgType> types, PartitionedWriter writer) {
    this.writer = writer;
    List<Types.NestedField> columns = table.schema().columns();
    for (SortField field : table.sortOrder().fields()) {
      int column = 0;
      while (columns.get(column).fieldId() != field.sourceId()) {
        column++;
      }
      parts.add(
          new KeyPart(
              column,
              field.direction() == SortDirection.DESC,
              new KeyCodec(List.of(types.get(column)))));
    }
  }

  /** Adds a row; its columns must not change any more. */
  void write(FlatVector[] columns, int row) {
    if (columns != counted) {
      counted = columns;
      for (FlatVector column : columns) {
        bytes += column.bytes();
      }
    }
    rows.add(new RunRow(parts.isEmpty() ? NO_KEY : key(columns, row), columns, row));
    if (rows.size() == RUN_ROWS || bytes >= RUN_BYTES && row == columns[0].size() - 1) {
      flush();
    }
  }

  /** Nulls are above all values, as PostgreSQL has them; a descending column is turned over. */
  private byte[] key(FlatVector[] columns, int row) {
    key.truncate(0);
    for (KeyPart part : parts) {
      int flip = part.descending() ? 0xff : 0;
      FlatVector column = columns[part.column()];
      boolean isNull = column.isNull(row);
      key.put((isNull ? 1 : 0) ^ flip);
      if (!isNull) {
        for (byte next : part.codec().encode(new FlatVector[] {column}, row)) {
          key.put(next ^ flip);
        }
      }
    }
    return key.toArray();
  }

  /** Writes what is held. */
  void flush() {
    List<RunRow> run = rows;
    rows = new ArrayList<>();
    counted = null;
    bytes = 0;
    if (!run.isEmpty()) {
      writer.write(run);
    }
  }
}
