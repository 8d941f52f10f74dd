package io.megadb.tables.olap;

import io.megadb.tables.codec.ByteWriter;
import io.megadb.tables.codec.KeyCodec;
import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.SortDirection;
import org.apache.iceberg.SortField;
import org.apache.iceberg.types.Types;

/**
 * Brings rows into the table's order before they are written: so many at a time as memory allows,
 * so that a file is a sequence of sorted runs. Without an order it passes rows on. Confined to one
 * thread.
 */
final class SortedRows {
  /** Rows of a run. */
  private static final int RUN = 1 << 18;

  private final PartitionedWriter writer;
  private final List<KeyPart> parts = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final ByteWriter key = new ByteWriter(64);

  private record KeyPart(int column, boolean descending, KeyCodec codec) {}

  /** A row and its place in the order. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(byte[] key, FlatVector[] columns, int number) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      return Arrays.compareUnsigned(key, other.key);
    }
  }

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

  void write(FlatVector[] columns, int row) {
    if (parts.isEmpty()) {
      writer.write(columns, row);
      return;
    }
    rows.add(new Row(key(columns, row), columns, row));
    if (rows.size() == RUN) {
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
    rows.sort(null);
    for (Row row : rows) {
      writer.write(row.columns(), row.number());
    }
    rows.clear();
  }
}
