package io.megadb.tables.olap;

import io.megadb.error.MegaDbException;
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
import org.apache.iceberg.mapping.MappingUtil;
import org.apache.iceberg.mapping.NameMappingParser;
import org.apache.iceberg.types.Types;

/** An olap table's definition as Iceberg's metadata. Stateless. */
final class OlapSchema {
  /** Stands for the element of a new array; Iceberg gives the element its id. */
  static final int NEW_ELEMENT_ID = Integer.MAX_VALUE - 1;

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

  /** Refuses to drop a column by which files are divided or sorted. */
  static void refuseLayoutColumns(
      TableDefinition old, TableDefinition next, TableMetadata metadata) {
    for (ColumnDefinition column : old.columns()) {
      if (next.columns().stream().anyMatch(kept -> kept.attnum() == column.attnum())) {
        continue;
      }
      int id = FieldIds.of(column, metadata);
      boolean partitions =
          metadata.specs().stream()
              .flatMap(spec -> spec.fields().stream())
              .anyMatch(field -> field.sourceId() == id);
      boolean sorts =
          metadata.sortOrders().stream()
              .flatMap(order -> order.fields().stream())
              .anyMatch(field -> field.sourceId() == id);
      if (partitions || sorts) {
        throw MegaDbException.notSupported(
                "dropping column \""
                    + column.name()
                    + "\", which is in "
                    + (partitions ? "partition_by" : "sort_by"))
            .withHint("Create a new table and copy the rows.");
      }
    }
  }

  /** The metadata of a new table. */
  static TableMetadata metadata(TableDefinition table, String location) {
    Schema schema = of(table);
    Map<String, String> properties = new HashMap<>();
    properties.put(TableProperties.FORMAT_VERSION, "2");
    properties.putAll(OlapOptions.layout(table.options()));
    properties.put(TableProperties.DELETE_PARQUET_COMPRESSION, "zstd");
    properties.put(TableProperties.GC_ENABLED, "false");
    if (table.options().containsKey(ForeignFiles.OPTION)) {
      String names = NameMappingParser.toJson(MappingUtil.create(schema));
      properties.put(TableProperties.DEFAULT_NAME_MAPPING, names);
      properties.put(ForeignFiles.NAMES, names);
    }
    return TableMetadata.newTableMetadata(
        schema,
        OlapOptions.partitions(table.options(), schema),
        OlapOptions.order(table.options(), schema),
        location,
        properties);
  }
}
