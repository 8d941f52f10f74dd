package io.megadb.gateway.catalog;

import io.megadb.function.EvaluationContext;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.CheckDefinition;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The views of information_schema about schemas, tables, columns and constraints, as PostgreSQL's
 * own are defined.
 *
 * @see <a href="https://www.postgresql.org/docs/15/information-schema.html">PostgreSQL, The
 *     Information Schema</a>
 */
final class InformationSchema {
  private InformationSchema() {}

  /** What fills each view, by name. */
  static Map<String, SystemRelation.Filler> fillers() {
    Map<String, SystemRelation.Filler> fillers = new TreeMap<>();
    fillers.put("information_schema_catalog_name", InformationSchema::catalogName);
    fillers.put("schemata", InformationSchema::schemata);
    fillers.put("tables", InformationSchema::tables);
    fillers.put("columns", InformationSchema::columns);
    fillers.put("views", InformationSchema::views);
    fillers.put("table_constraints", InformationSchema::tableConstraints);
    fillers.put("check_constraints", InformationSchema::checkConstraints);
    fillers.put("key_column_usage", InformationSchema::keyColumnUsage);
    fillers.put("constraint_column_usage", InformationSchema::constraintColumnUsage);
    fillers.put("constraint_table_usage", InformationSchema::constraintTableUsage);
    return fillers;
  }

  private static void catalogName(
      RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    rows.set("catalog_name", context.database()).add();
  }

  private static void schemata(
      RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    catalog
        .schemas()
        .forEach(
            schema ->
                rows.set("catalog_name", context.database())
                    .set("schema_name", schema.name())
                    .set("schema_owner", schema.owner())
                    .add());
  }

  private static boolean isView(TableDefinition table) {
    return table.kind() == RelationKind.VIEW;
  }

  private static String yesNo(boolean yes) {
    return yes ? "YES" : "NO";
  }

  /** The columns with which most views begin. */
  private static RowsBuilder table(
      RowsBuilder rows, TableDefinition table, EvaluationContext context) {
    return rows.set("table_catalog", context.database())
        .set("table_schema", table.schema())
        .set("table_name", table.name());
  }

  private static RowsBuilder constraint(
      RowsBuilder rows, TableDefinition table, String name, EvaluationContext context) {
    return rows.set("constraint_catalog", context.database())
        .set("constraint_schema", table.schema())
        .set("constraint_name", name);
  }

  private static void tables(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      table(rows, table, context)
          .set("table_type", isView(table) ? "VIEW" : "BASE TABLE")
          .set("is_insertable_into", yesNo(!isView(table)))
          .set("is_typed", "NO")
          .add();
    }
  }

  private static void views(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition view : catalog.tables()) {
      if (isView(view)) {
        table(rows, view, context)
            .set("view_definition", view.viewSql() == null ? null : " " + view.viewSql() + ";")
            .set("check_option", "NONE");
        for (String column :
            List.of(
                "is_updatable",
                "is_insertable_into",
                "is_trigger_updatable",
                "is_trigger_deletable",
                "is_trigger_insertable_into")) {
          rows.set(column, "NO");
        }
        rows.add();
      }
    }
  }

  private static void columns(
      RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      for (ColumnDefinition column : table.columns()) {
        table(rows, table, context)
            .set("column_name", column.name())
            .set("ordinal_position", column.attnum())
            .set("column_default", column.defaultSql())
            .set("is_nullable", yesNo(!column.notNull()))
            .set("udt_catalog", context.database())
            .set("udt_schema", "pg_catalog")
            .set("udt_name", column.type().base().name())
            .set("dtd_identifier", Integer.toString(column.attnum()))
            .set("is_self_referencing", "NO")
            .set("is_identity", "NO")
            .set("identity_cycle", "NO")
            .set("is_generated", "NEVER")
            .set("is_updatable", yesNo(!isView(table)));
        ColumnTypeFacts.set(rows, column.type());
        rows.add();
      }
    }
  }

  /** A constraint as information_schema knows it: NOT NULL is one of CHECK. */
  private record Named(String name, String type, String clause, List<String> columns) {}

  private static List<Named> constraints(CatalogSnapshot catalog, TableDefinition table) {
    List<Named> constraints = new ArrayList<>();
    PrimaryKey key = table.primaryKey();
    if (key != null) {
      List<String> columns =
          key.columns().stream().map(position -> table.columns().get(position).name()).toList();
      constraints.add(new Named(key.name(), "PRIMARY KEY", null, columns));
    }
    for (CheckDefinition check : table.checks()) {
      constraints.add(new Named(check.name(), "CHECK", "((" + check.sql() + "))", List.of()));
    }
    int schema = Oids.schema(catalog, table.schema());
    for (ColumnDefinition column : table.columns()) {
      if (column.notNull()) {
        String name = schema + "_" + table.oid() + "_" + column.attnum() + "_not_null";
        constraints.add(new Named(name, "CHECK", column.name() + " IS NOT NULL", List.of()));
      }
    }
    return constraints;
  }

  private static void tableConstraints(
      RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      for (Named constraint : constraints(catalog, table)) {
        table(constraint(rows, table, constraint.name(), context), table, context)
            .set("constraint_type", constraint.type())
            .set("is_deferrable", "NO")
            .set("initially_deferred", "NO")
            .set("enforced", yesNo(isEnforced(table, constraint)));
        rows.add();
      }
    }
  }

  private static boolean isEnforced(TableDefinition table, Named constraint) {
    return !constraint.type().equals("PRIMARY KEY") || table.primaryKey().enforced();
  }

  private static void checkConstraints(
      RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      for (Named constraint : constraints(catalog, table)) {
        if (constraint.clause() != null) {
          constraint(rows, table, constraint.name(), context)
              .set("check_clause", constraint.clause())
              .add();
        }
      }
    }
  }

  private static void keyColumnUsage(
      RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      for (Named constraint : constraints(catalog, table)) {
        int position = 1;
        for (String column : constraint.columns()) {
          table(constraint(rows, table, constraint.name(), context), table, context)
              .set("column_name", column)
              .set("ordinal_position", position++)
              .add();
        }
      }
    }
  }

  private static void constraintColumnUsage(
      RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      for (Named constraint : constraints(catalog, table)) {
        for (String column : constraint.columns()) {
          table(constraint(rows, table, constraint.name(), context), table, context)
              .set("column_name", column)
              .add();
        }
      }
    }
  }

  private static void constraintTableUsage(
      RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      if (table.primaryKey() != null) {
        table(constraint(rows, table, table.primaryKey().name(), context), table, context).add();
      }
    }
  }
}
