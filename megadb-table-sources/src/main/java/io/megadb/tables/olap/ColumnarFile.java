package io.megadb.tables.olap;

import io.megadb.tables.olap.parquet.write.ChunkObserver;
import io.megadb.tables.olap.parquet.write.ColumnarWriter;
import io.megadb.tables.olap.parquet.write.Rows;
import io.megadb.tables.olap.type.Storage;
import io.megadb.type.PgType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.ParquetSchemaUtil;

/** A file written column by column. */
final class ColumnarFile implements RowFile {
  private final ColumnarWriter writer;

  ColumnarFile(BaseTable table, List<PgType> types, OutputFile file) throws IOException {
    writer =
        new ColumnarWriter(
            ParquetSchemaUtil.convert(table.schema(), "table"),
            types,
            FileLayout.of(table.properties()),
            Map.of("iceberg.schema", SchemaParser.toJson(table.schema())),
            ChunkObserver.NONE,
            file.createOrOverwrite());
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
  public long length() throws IOException {
    return writer.length();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  @Override
  public List<Long> splitOffsets() {
    return writer.splitOffsets();
  }
}
