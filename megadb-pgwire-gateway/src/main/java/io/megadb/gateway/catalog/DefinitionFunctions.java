package io.megadb.gateway.catalog;

import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.function.kernel.Operand;
import io.megadb.function.string.Identifiers;
import io.megadb.planner.catalog.IndexDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Bytes;
import io.megadb.vector.VectorBuilder;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Functions that give the SQL of types, indexes, constraints and views. */
final class DefinitionFunctions implements FunctionFamily {
  @Override
  public void define(FunctionTable table) {
    table.rowsWithNulls(
        "format_type(oid,int4)",
        (a, row, out, context) -> text(out, a[0].isNull(row) ? null : type(context, a, row)));
    table.rows(
        "pg_get_indexdef(oid)",
        (a, row, out, context) -> text(out, index(context, a[0].longAt(row), 0, false)));
    table.rows(
        "pg_get_indexdef(oid,int4,bool)",
        (a, row, out, context) ->
            text(out, index(context, a[0].longAt(row), a[1].intAt(row), a[2].boolAt(row))));
    table.rows(
        "pg_get_constraintdef(oid)",
        (a, row, out, context) -> text(out, constraint(context, a[0].longAt(row), false)));
    table.rows(
        "pg_get_constraintdef(oid,bool)",
        (a, row, out, context) ->
            text(out, constraint(context, a[0].longAt(row), a[1].boolAt(row))));
    for (String arguments : List.of("oid", "oid,bool", "oid,int4")) {
      table.rows(
          "pg_get_viewdef(" + arguments + ")",
          (a, row, out, context) -> text(out, view(context, a[0].longAt(row))));
    }
    for (String arguments : List.of("text", "text,bool")) {
      table.rows(
          "pg_get_viewdef(" + arguments + ")",
          (a, row, out, context) ->
              text(
                  out,
                  view(
                      context,
                      CatalogObjects.of(context)
                          .names()
                          .oid(PgTypes.REGCLASS_OID, a[0].textAt(row)))));
    }
    noObjects(table);
  }

  /** There are no such objects in MegaDB: PostgreSQL too answers null for an unknown oid. */
  private static void noObjects(FunctionTable table) {
    for (String id :
        List.of(
            "pg_get_partkeydef(oid)",
            "pg_get_partition_constraintdef(oid)",
            "pg_get_statisticsobjdef(oid)",
            "pg_get_statisticsobjdef_columns(oid)",
            "pg_get_triggerdef(oid)",
            "pg_get_triggerdef(oid,bool)",
            "pg_get_ruledef(oid)",
            "pg_get_ruledef(oid,bool)")) {
      table.rows(id, (a, row, out, context) -> out.appendNull());
    }
    // Nothing can be published: there is no logical replication.
    table.rows(
        "pg_relation_is_publishable(regclass)",
        (a, row, out, context) ->
            out.append(CatalogObjects.of(context).table(a[0].longAt(row)) == null ? null : false));
  }

  private static void text(VectorBuilder out, String text) {
    out.append(text == null ? null : Bytes.utf8(text));
  }

  private static String type(EvaluationContext context, Operand[] a, int row) {
    int oid = a[0].intAt(row);
    if (oid == 0) {
      return "-";
    }
    BaseType type = CatalogObjects.type(context, oid);
    if (type == null) {
      return "???";
    }
    if (a[1].isNull(row)) {
      return type.sqlName();
    }
    // Without a length character means character(1), so that the bare type has its inner name.
    if (oid == PgTypes.BPCHAR_OID && a[1].intAt(row) < 0) {
      return "bpchar";
    }
    return new PgType(type, a[1].intAt(row)).toString();
  }

  /** The statement that would create the index, or the name of its column, counted from 1. */
  private static String index(EvaluationContext context, long oid, int column, boolean pretty) {
    CatalogObjects objects = CatalogObjects.of(context);
    TableDefinition table = objects.tableOfIndex(oid);
    if (table == null) {
      return pluginIndex(objects, oid, column, pretty);
    }
    PrimaryKey key = table.primaryKey();
    if (column != 0) {
      return column < 0 || column > key.columns().size()
          ? ""
          : Identifiers.quote(table.columns().get(key.columns().get(column - 1)).name());
    }
    String name = Identifiers.quote(table.name());
    boolean qualified = !pretty || !objects.visible(table.schema(), table.name());
    return "CREATE UNIQUE INDEX "
        + Identifiers.quote(key.name())
        + " ON "
        + (qualified ? Identifiers.quote(table.schema()) + "." + name : name)
        + " USING btree ("
        + columns(table)
        + ")";
  }

  private static String pluginIndex(CatalogObjects objects, long oid, int column, boolean pretty) {
    for (TableDefinition table : objects.catalog().tables()) {
      for (IndexDefinition index : table.indexes()) {
        if (index.oid() == (int) oid) {
          String indexed = Identifiers.quote(table.columnAt(index.attnum()).name());
          return column == 0 ? text(objects, table, index, indexed, pretty) : indexed;
        }
      }
    }
    return null;
  }

  private static String text(
      CatalogObjects objects,
      TableDefinition table,
      IndexDefinition index,
      String indexed,
      boolean pretty) {
    String name = Identifiers.quote(table.name());
    boolean qualified = !pretty || !objects.visible(table.schema(), table.name());
    String options =
        new TreeMap<>(index.options())
            .entrySet().stream()
                .map(option -> option.getKey() + "='" + option.getValue() + "'")
                .collect(Collectors.joining(", "));
    return "CREATE INDEX "
        + Identifiers.quote(index.name())
        + " ON "
        + (qualified ? Identifiers.quote(table.schema()) + "." + name : name)
        + " USING "
        + index.method()
        + " ("
        + indexed
        + " "
        + index.operatorClass()
        + ")"
        + (options.isEmpty() ? "" : " WITH (" + options + ")");
  }

  private static String columns(TableDefinition table) {
    return table.primaryKey().columns().stream()
        .map(position -> Identifiers.quote(table.columns().get(position).name()))
        .collect(Collectors.joining(", "));
  }

  private static String constraint(EvaluationContext context, long oid, boolean pretty) {
    CatalogObjects objects = CatalogObjects.of(context);
    TableDefinition keyed = objects.tableOfKey(oid);
    if (keyed != null) {
      return "PRIMARY KEY ("
          + columns(keyed)
          + ")"
          + (keyed.primaryKey().enforced() ? "" : " NOT ENFORCED");
    }
    CatalogObjects.Check check = objects.check(oid);
    if (check == null) {
      return null;
    }
    String condition = check.definition().sql();
    return pretty ? "CHECK (" + condition + ")" : "CHECK ((" + condition + "))";
  }

  /** The view's query as it was written, ended by a semicolon. */
  private static String view(EvaluationContext context, long oid) {
    TableDefinition view = CatalogObjects.of(context).table(oid);
    if (view == null) {
      return null;
    }
    return view.viewSql() == null ? "Not a view" : " " + view.viewSql() + ";";
  }
}
