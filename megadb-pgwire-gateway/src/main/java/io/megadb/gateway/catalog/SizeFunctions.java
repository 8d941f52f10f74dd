package io.megadb.gateway.catalog;

import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.vector.Bytes;

/**
 * pg_size_pretty, and pg_table_size, which is null: how much of the shared files is one table's is
 * not accounted for.
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
    table.rows("pg_table_size(regclass)", (a, row, out, context) -> out.appendNull());
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
