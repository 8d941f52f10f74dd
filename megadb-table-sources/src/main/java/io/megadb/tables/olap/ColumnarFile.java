package io.megadb.tables.olap;

import io.megadb.tables.olap.parquet.write.ChunkObserver;
import io.megadb.tables.olap.parquet.write.ColumnarWriter;
import io.megadb.tables.olap.parquet.write.FileSchema;
import io.megadb.tables.olap.parquet.write.RowGroupMemory;
import io.megadb.tables.olap.parquet.write.Rows;
import io.megadb.tables.olap.type.Storage;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.SortDirection;
import org.apache.iceberg.SortField;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.ParquetSchemaUtil;

/** A file written column by column. */
final class ColumnarFile implements RowFile {
  private final ColumnarWriter writer;

  ColumnarFile(BaseTable table, List<PgType> types, RowGroupMemory memory, OutputFile file)
      throws IOException {
    FileSchema schema =
        new FileSchema(
            ParquetSchemaUtil.convert(table.schema(), "table"),
            types,
            order(table, types),
            Map.of("iceberg.schema", SchemaParser.toJson(table.schema())));
    writer =
        new ColumnarWriter(
            schema,
            FileLayout.of(table.properties()),
            ChunkObserver.NONE,
            memory,
            file.createOrOverwrite());
  }

  /** The table's order, up to the first column whose stored values are in another one. */
  private static List<FileSchema.SortedColumn> order(BaseTable table, List<PgType> types) {
    List<FileSchema.SortedColumn> order = new ArrayList<>();
    for (SortField field : table.sortOrder().fields()) {
      int column = 0;
      while (table.schema().columns().get(column).fieldId() != field.sourceId()) {
        column++;
      }
      if (!isStoredInOrder(types.get(column))) {
        break;
      }
      order.add(
          new FileSchema.SortedColumn(
              column,
              field.direction() == SortDirection.DESC,
              field.nullOrder() == NullOrder.NULLS_FIRST));
    }
    return order;
  }

  private static boolean isStoredInOrder(PgType type) {
    return switch (Storage.of(type)) {
      case BOOLEAN, INT, LONG, DATE, TIME, TIMESTAMP, DECIMAL, BINARY, UUID -> true;
      case TEXT -> type.is(PgTypes.TEXT) || type.is(PgTypes.VARCHAR);
      case FLOAT, DOUBLE, NUMERIC_TEXT, INTERVAL, LIST -> false;
    };
  }

  /** Whether all of a table's columns can be written so. */
  static boolean writes(List<PgType> types) {
    return types.stream().noneMatch(type -> Storage.of(type) == Storage.LIST);
  }

  @Override
  public void write(Rows rows, int from, int to) throws IOException {
    writer.write(rows, from, to);
  }

  @Override
  public void endRun() throws IOException {
    writer.endRun();
  }

  @Override
  public long length() throws IOException {
    return writer.length();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  @Override
  public BitSet unbounded() {
    return writer.unbounded();
  }

  @Override
  public List<Long> splitOffsets() {
    return writer.splitOffsets();
  }
}
