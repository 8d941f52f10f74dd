package io.megadb.tables.olap.parquet.write;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.shaded.org.apache.parquet.format.Util;
import org.apache.iceberg.shaded.org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;

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

  static void write(
      MessageType schema,
      Map<String, String> properties,
      List<BlockMetaData> rowGroups,
      PositionOutputStream out)
      throws IOException {
    ParquetMetadata metadata =
        new ParquetMetadata(new FileMetaData(schema, properties, CREATED_BY), rowGroups);
    ByteSink bytes = new ByteSink(4096);
    Util.writeFileMetaData(
        new ParquetMetadataConverter(TEXT_BOUND).toParquetMetadata(FORMAT_VERSION, metadata),
        bytes);
    bytes.putInt(bytes.size());
    bytes.write(ColumnarWriter.MAGIC, 0, ColumnarWriter.MAGIC.length);
    out.write(bytes.array(), 0, bytes.size());
  }
}
