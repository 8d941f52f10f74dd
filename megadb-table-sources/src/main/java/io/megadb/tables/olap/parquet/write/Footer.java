package io.megadb.tables.olap.parquet.write;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.shaded.org.apache.parquet.format.SortingColumn;
import org.apache.iceberg.shaded.org.apache.parquet.format.Util;
import org.apache.iceberg.shaded.org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;

/** What a file ends with. Stateless. */
final class Footer {
  /** Readers look up known errors of writers by this name; there are none of ours. */
  private static final String CREATED_BY = "megadb version 0.1.0";

  private static final int FORMAT_VERSION = 1;

  /**
   * Longest bound of a column chunk's texts; a greatest one that is cut is made a little greater.
   */
  private static final int TEXT_BOUND = 256;

  private Footer() {}

  /**
   * Writes.
   *
   * @param sorted which row groups have the schema's order
   */
  static void write(
      FileSchema schema, List<BlockMetaData> rowGroups, BitSet sorted, PositionOutputStream out)
      throws IOException {
    ParquetMetadata metadata =
        new ParquetMetadata(
            new FileMetaData(schema.schema(), schema.properties(), CREATED_BY), rowGroups);
    org.apache.iceberg.shaded.org.apache.parquet.format.FileMetaData footer =
        new ParquetMetadataConverter(TEXT_BOUND).toParquetMetadata(FORMAT_VERSION, metadata);
    for (int i = sorted.nextSetBit(0); i >= 0; i = sorted.nextSetBit(i + 1)) {
      for (FileSchema.SortedColumn column : schema.order()) {
        footer
            .getRow_groups()
            .get(i)
            .addToSorting_columns(
                new SortingColumn(column.column(), column.descending(), column.nullsFirst()));
      }
    }
    ByteSink bytes = new ByteSink(4096);
    Util.writeFileMetaData(footer, bytes);
    bytes.putInt(bytes.size());
    bytes.write(ColumnarWriter.MAGIC, 0, ColumnarWriter.MAGIC.length);
    out.write(bytes.array(), 0, bytes.size());
  }
}
