package io.megadb.planner.analyze;

import io.megadb.type.PgType;

/**
 * A column that expressions may name.
 *
 * @param index position in the row of the FROM clause
 * @param tableOid base table, or 0
 * @param attnum column of the base table, or 0
 */
record ScopeColumn(String name, int index, PgType type, int tableOid, int attnum) {
  ScopeColumn shift(int by) {
    return new ScopeColumn(name, index + by, type, tableOid, attnum);
  }
}
