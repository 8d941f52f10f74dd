package io.megadb.tables.olap;

import io.megadb.tables.olap.parquet.write.Compression;
import io.megadb.tables.olap.parquet.write.WriteOptions;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.util.PropertyUtil;

/** What a table's options say of its files, kept in Iceberg's properties. Stateless. */
final class FileLayout {
  /** The codec that was asked for; absent where each column chunk gets its own. */
  private static final String COMPRESSION = "megadb.compression";

  private static final String ROW_GROUP_ROWS = "megadb.row-group-rows";

  /** Memory of a row group; usually it has all its rows before. */
  private static final long ROW_GROUP_BYTES = 32L << 20;

  private FileLayout() {}

  /**
   * Properties of a new table; other engines find the codec in Iceberg's own.
   *
   * @param rowGroupRows null for the default
   */
  static Map<String, String> properties(Compression compression, Integer rowGroupRows) {
    Map<String, String> properties = new HashMap<>();
    properties.put(
        TableProperties.PARQUET_COMPRESSION, compression.codec().name().toLowerCase(Locale.ROOT));
    if (compression != Compression.AUTO) {
      properties.put(COMPRESSION, compression.name().toLowerCase(Locale.ROOT));
    }
    properties.put(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, Long.toString(ROW_GROUP_BYTES));
    if (rowGroupRows != null) {
      properties.put(ROW_GROUP_ROWS, rowGroupRows.toString());
    }
    return properties;
  }

  static WriteOptions of(Map<String, String> properties) {
    String rows = properties.get(ROW_GROUP_ROWS);
    return WriteOptions.of(
        Compression.valueOf(properties.getOrDefault(COMPRESSION, "auto").toUpperCase(Locale.ROOT)),
        rows == null ? WriteOptions.ROW_GROUP_ROWS : Integer.parseInt(rows),
        PropertyUtil.propertyAsLong(
            properties, TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, ROW_GROUP_BYTES));
  }
}
