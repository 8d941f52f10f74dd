package io.megadb.tables.connector;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.connector.type.FlinkTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.types.DataType;

/** Definitions of tables in Flink's terms and back. Stateless. */
final class CatalogTables {
  private static final String OWNER = "megadb";
  private static final String OLAP = "olap";

  private CatalogTables() {}

  /** A table as Flink sees it; its options name the tier. */
  static CatalogTable flinkTable(TableDefinition table) {
    Schema.Builder schema = Schema.newBuilder();
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnDefinition column = table.columns().get(i);
      DataType type = FlinkTypes.dataType(column.type());
      schema.column(column.name(), mayBeNull(table, i) ? type : type.notNull());
      if (column.comment() != null) {
        schema.withComment(column.comment());
      }
    }
    PrimaryKey key = table.primaryKey();
    if (key != null) {
      schema.primaryKeyNamed(
          key.name(), key.columns().stream().map(i -> table.columns().get(i).name()).toList());
    }
    Map<String, String> options = new HashMap<>(table.options());
    options.put(CatalogOptions.TIER.key(), table.accessMethod());
    return CatalogTable.newBuilder()
        .schema(schema.build())
        .comment(table.comment())
        .options(options)
        .build();
  }

  /**
   * A column with a default may be left out of an INSERT, for which Flink writes null into it: it
   * is nullable there even if it is NOT NULL here.
   */
  private static boolean mayBeNull(TableDefinition table, int position) {
    ColumnDefinition column = table.columns().get(position);
    boolean inKey = table.primaryKey() != null && table.primaryKey().columns().contains(position);
    return !inKey && (!column.notNull() || column.defaultSql() != null);
  }

  /**
   * What Flink's CREATE TABLE asks for.
   *
   * @throws MegaDbException 0A000 for what tables do not have, such as watermarks
   */
  static TableDefinition definition(ObjectPath path, ResolvedCatalogTable table) {
    ResolvedSchema schema = table.getResolvedSchema();
    refuse(table, schema);
    List<ColumnDefinition> columns = new ArrayList<>();
    for (Column column : schema.getColumns()) {
      if (!column.isPhysical()) {
        throw MegaDbException.notSupported("computed and metadata columns, such as " + column);
      }
      columns.add(
          new ColumnDefinition(
              columns.size() + 1,
              column.getName(),
              FlinkTypes.pgType(column.getDataType().getLogicalType()),
              !column.getDataType().getLogicalType().isNullable(),
              null,
              column.getComment().orElse(null)));
    }
    Map<String, String> options = new HashMap<>();
    table.getOptions().forEach((key, value) -> options.put(key.toLowerCase(Locale.ROOT), value));
    String tier = options.remove(CatalogOptions.TIER.key());
    tier = tier == null ? CatalogOptions.TIER.defaultValue() : tier.toLowerCase(Locale.ROOT);
    checkConnector(options.remove("connector"));
    return new TableDefinition(
        0,
        path.getDatabaseName(),
        path.getObjectName(),
        RelationKind.TABLE,
        columns,
        primaryKey(path.getObjectName(), schema, tier),
        List.of(),
        tier,
        options,
        null,
        OWNER,
        blankToNull(table.getComment()));
  }

  private static void refuse(ResolvedCatalogTable table, ResolvedSchema schema) {
    if (!schema.getWatermarkSpecs().isEmpty()) {
      throw MegaDbException.notSupported("WATERMARK in a table");
    }
    if (table.isPartitioned()) {
      throw MegaDbException.notSupported("PARTITIONED BY")
          .withHint("Use the option 'partition_by' of the tier olap.");
    }
    if (table.getDistribution().isPresent()) {
      throw MegaDbException.notSupported("DISTRIBUTED BY")
          .withHint("Use the option 'partition_by' = 'bucket(column, n)' of the tier olap.");
    }
  }

  private static void checkConnector(String connector) {
    if (connector != null && !connector.equals("megadb")) {
      throw new MegaDbException(
              SqlState.INVALID_PARAMETER_VALUE,
              "the catalog holds no tables of connector \"" + connector + "\"")
          .withHint("Create that table as TEMPORARY or in another catalog.");
    }
  }

  /** Enforced but in olap tables, which enforce none. */
  private static PrimaryKey primaryKey(String table, ResolvedSchema schema, String tier) {
    if (schema.getPrimaryKey().isEmpty()) {
      return null;
    }
    UniqueConstraint key = schema.getPrimaryKey().get();
    List<Integer> columns =
        key.getColumns().stream().map(schema.getColumnNames()::indexOf).toList();
    return new PrimaryKey(0, 0, table + "_pkey", columns, !tier.equals(OLAP));
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
