package io.megadb.tables.olap;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.olap.type.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.types.Types;

/** An olap table's definition as Iceberg's metadata. Stateless. */
final class OlapSchema {
  private OlapSchema() {}

  /** The schema; columns have ids 1 … n, arrays' elements the next ones. */
  static Schema of(TableDefinition table) {
    List<Types.NestedField> fields = new ArrayList<>();
    int elementId = table.columns().size();
    for (ColumnDefinition column : table.columns()) {
      elementId++;
      fields.add(
          Types.NestedField.optional(
              fields.size() + 1,
              column.name(),
              Storage.icebergType(column.type(), elementId),
              column.type().toString()));
    }
    return new Schema(fields);
  }

  /** The metadata of a new table. */
  static TableMetadata metadata(TableDefinition table, String location) {
    Schema schema = of(table);
    Map<String, String> properties = new HashMap<>();
    properties.put(TableProperties.FORMAT_VERSION, "2");
    properties.put(TableProperties.PARQUET_COMPRESSION, "zstd");
    properties.put(TableProperties.DELETE_PARQUET_COMPRESSION, "zstd");
    properties.put(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, "33554432");
    properties.put(TableProperties.GC_ENABLED, "false");
    return TableMetadata.newTableMetadata(
        schema,
        OlapOptions.partitions(table.options(), schema),
        OlapOptions.order(table.options(), schema),
        location,
        properties);
  }
}
