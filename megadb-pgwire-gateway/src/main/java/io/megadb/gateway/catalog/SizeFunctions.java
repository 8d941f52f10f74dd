package io.megadb.gateway.catalog;

import io.megadb.error.MegaDbException;
import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.vector.Bytes;
import java.util.List;

/**
 * pg_size_pretty and the sizes of tables and of the database: estimates by the tiers' statistics,
 * since the log and the files of a store are shared by its tables. Indexes take no room of their
 * own.
 */
final class SizeFunctions implements FunctionFamily {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB"};

  /** A number of bytes up to this many is shown as such. */
  private static final long LARGEST_PLAIN = 10 * 1024;

  /** A unit is used below this many halves of it, as PostgreSQL counts. */
  private static final long HALVES_LIMIT = 20 * 1024 - 1;

  @Override
  public void define(FunctionTable table) {
    table.rows(
        "pg_size_pretty(int8)",
        (a, row, out, context) -> out.append(Bytes.utf8(pretty(a[0].longAt(row)))));
    for (String id :
        List.of(
            "pg_table_size(regclass)",
            "pg_total_relation_size(regclass)",
            "pg_relation_size(regclass)")) {
      table.rows(id, (a, row, out, context) -> out.append(bytes(a[0].longAt(row), true, context)));
    }
    table.rows(
        "pg_relation_size(regclass,text)",
        (a, row, out, context) ->
            out.append(bytes(a[0].longAt(row), a[1].textAt(row).equals("main"), context)));
    table.rows(
        "pg_indexes_size(regclass)",
        (a, row, out, context) -> out.append(bytes(a[0].longAt(row), false, context)));
    for (String id : List.of("pg_database_size(name)", "pg_database_size(oid)")) {
      table.rows(id, (a, row, out, context) -> out.append(databaseBytes(context)));
    }
  }

  /** Null for a relation that does not exist. */
  private static Long bytes(long oid, boolean counted, EvaluationContext context) {
    CatalogObjects objects = CatalogObjects.of(context);
    TableDefinition table = objects.table(oid);
    if (table == null) {
      return objects.tableOfIndex(oid) == null ? null : (Long) 0L;
    }
    return counted ? sizes(context).bytes(table) : 0L;
  }

  private static long databaseBytes(EvaluationContext context) {
    RelationSizes sizes = sizes(context);
    long bytes = 0;
    for (TableDefinition table : CatalogObjects.of(context).catalog().tables()) {
      bytes += sizes.bytes(table);
    }
    return bytes;
  }

  private static RelationSizes sizes(EvaluationContext context) {
    RelationSizes sizes = context.services().find(RelationSizes.class);
    if (sizes == null) {
      throw MegaDbException.notSupported("sizes of tables in a task");
    }
    return sizes;
  }

  /** Bytes in the unit that leaves two to five digits, rounded to the nearest. */
  static String pretty(long bytes) {
    if (bytes > -LARGEST_PLAIN && bytes < LARGEST_PLAIN) {
      return bytes + " bytes";
    }
    // One bit more than the unit is kept for rounding.
    long halves = bytes / 512;
    int unit = 0;
    while (unit < UNITS.length - 1 && Math.abs(halves) >= HALVES_LIMIT) {
      halves /= 1024;
      unit++;
    }
    return (halves + (halves < 0 ? -1 : 1)) / 2 + " " + UNITS[unit];
  }
}
