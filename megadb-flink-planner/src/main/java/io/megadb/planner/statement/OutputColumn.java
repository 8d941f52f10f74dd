package io.megadb.planner.statement;

import io.megadb.type.PgType;

/**
 * A column of a result, as a row description names it.
 *
 * @param tableOid the base table's oid if the column is one of a table's, else 0
 * @param attnum the base column's attnum, else 0
 */
public record OutputColumn(String name, PgType type, int tableOid, int attnum) {}
