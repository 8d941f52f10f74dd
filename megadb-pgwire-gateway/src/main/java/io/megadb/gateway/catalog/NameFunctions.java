package io.megadb.gateway.catalog;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.gateway.execute.SearchPath;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.type.PgTypes;
import io.megadb.vector.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Functions about names: search_path, what it finds, owners, and text to oid. */
final class NameFunctions implements FunctionFamily {
  @Override
  public void define(FunctionTable table) {
    table.rows(
        "current_schema()",
        (a, row, out, context) -> {
          List<String> schemas = existing(context, false);
          out.append(schemas.isEmpty() ? null : Bytes.utf8(schemas.get(0)));
        });
    table.rows(
        "current_schemas(bool)",
        (a, row, out, context) ->
            out.append(existing(context, a[0].boolAt(row)).stream().map(Bytes::utf8).toList()));
    table.rows(
        "pg_table_is_visible(oid)",
        (a, row, out, context) -> out.append(relationVisible(context, a[0].longAt(row))));
    table.rows(
        "pg_type_is_visible(oid)",
        (a, row, out, context) ->
            out.append(
                CatalogObjects.type(context, a[0].intAt(row)) == null ? null : Boolean.TRUE));
    table.rows(
        "pg_collation_is_visible(oid)",
        (a, row, out, context) -> out.append(collationExists(a[0].intAt(row)) ? true : null));
    table.rows(
        "pg_get_userbyid(oid)",
        (a, row, out, context) -> out.append(Bytes.utf8(role(context, a[0].longAt(row)))));
    table.rows(
        "to_regclass(text)",
        (a, row, out, context) -> out.append(oid(context, PgTypes.REGCLASS_OID, a[0].textAt(row))));
    table.rows(
        "to_regtype(text)",
        (a, row, out, context) -> out.append(oid(context, PgTypes.REGTYPE_OID, a[0].textAt(row))));
    table.rows(
        "to_regnamespace(text)",
        (a, row, out, context) ->
            out.append(oid(context, PgTypes.REGNAMESPACE_OID, a[0].textAt(row))));
  }

  /** Schemas of search_path that exist; pg_catalog only where it is named, or if implicit. */
  private static List<String> existing(EvaluationContext context, boolean implicit) {
    CatalogSnapshot catalog = CatalogObjects.of(context).catalog();
    List<String> schemas = new ArrayList<>();
    boolean named = SearchPath.names(context).contains("pg_catalog");
    for (String schema : SearchPath.schemas(context)) {
      boolean wanted = named || implicit || !schema.equals("pg_catalog");
      if (wanted && Oids.schema(catalog, schema) != 0) {
        schemas.add(schema);
      }
    }
    return schemas;
  }

  private static Boolean relationVisible(EvaluationContext context, long oid) {
    CatalogObjects objects = CatalogObjects.of(context);
    TableDefinition table = objects.table(oid);
    if (table != null) {
      return objects.visible(table.schema(), table.name());
    }
    TableDefinition indexed = objects.tableOfIndex(oid);
    return indexed == null
        ? null
        : (Boolean) objects.visible(indexed.schema(), indexed.primaryKey().name());
  }

  private static boolean collationExists(int oid) {
    return oid == Oids.DEFAULT_COLLATION || oid == Oids.C_COLLATION || oid == Oids.POSIX_COLLATION;
  }

  private static String role(EvaluationContext context, long oid) {
    return oid == Oids.OWNER ? context.user() : "unknown (OID=" + oid + ")";
  }

  /** The oid of a name; null where there is no such object. */
  private static Long oid(EvaluationContext context, int type, String name) {
    try {
      return Integer.toUnsignedLong((int) CatalogObjects.of(context).names().oid(type, name));
    } catch (MegaDbException e) {
      if (e.state() == SqlState.UNDEFINED_TABLE
          || e.state() == SqlState.UNDEFINED_OBJECT
          || e.state() == SqlState.INVALID_SCHEMA_NAME) {
        return null;
      }
      throw e;
    }
  }
}
