package io.megadb.tables.olap;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Types;

/**
 * Which field of Iceberg's schema a column is. The columns that a table is created with have their
 * attnum as field id; Iceberg gives later ones the ids it likes, and a property of the table keeps
 * them. Names do not decide: metadata may be older than a rename. Stateless.
 */
final class FieldIds {
  /** Property of the Iceberg table: attnum=id pairs with commas between. */
  static final String PROPERTY = "megadb.field-ids";

  /** The metadata is older than the column. */
  static final int NONE = -1;

  private FieldIds() {}

  /** The field id of a column, or {@link #NONE}. */
  static int of(ColumnDefinition column, TableMetadata metadata) {
    Integer id = read(metadata).getOrDefault(column.attnum(), column.attnum());
    for (Types.NestedField field : metadata.schema().columns()) {
      if (field.fieldId() == id) {
        return id;
      }
    }
    return NONE;
  }

  /** The field ids of all columns, in their order. */
  static int[] of(TableDefinition table, TableMetadata metadata) {
    return table.columns().stream().mapToInt(column -> of(column, metadata)).toArray();
  }

  /** The property's value once an added column is in. */
  static String with(TableMetadata metadata, int attnum, int fieldId) {
    Map<Integer, Integer> ids = read(metadata);
    ids.put(attnum, fieldId);
    StringBuilder text = new StringBuilder();
    ids.forEach((a, id) -> text.append(text.isEmpty() ? "" : ",").append(a).append('=').append(id));
    return text.toString();
  }

  private static Map<Integer, Integer> read(TableMetadata metadata) {
    Map<Integer, Integer> ids = new LinkedHashMap<>();
    String text = metadata.properties().getOrDefault(PROPERTY, "");
    for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int at = pair.indexOf('=');
      ids.put(Integer.valueOf(pair.substring(0, at)), Integer.valueOf(pair.substring(at + 1)));
    }
    return ids;
  }
}
