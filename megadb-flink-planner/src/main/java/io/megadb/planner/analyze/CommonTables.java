package io.megadb.planner.analyze;

import java.util.List;
import org.apache.calcite.sql.SqlNode;

/**
 * A chain of WITH items, the innermost first. What a reference to one means says {@link WithItems}.
 *
 * @param columns names given to its columns, possibly fewer; empty for none
 * @param next items visible to this one's query, or null
 * @param scope of the query around the WITH, or null
 * @param place where the item is defined
 * @param kind whether the query names the item itself
 * @param materialized AS MATERIALIZED, AS NOT MATERIALIZED, or null
 * @param fixed what a reference means instead of the query, or null
 */
record CommonTables(
    String name,
    List<String> columns,
    SqlNode query,
    CommonTables next,
    Scope scope,
    SqlNode place,
    Kind kind,
    Boolean materialized,
    AnalyzedQuery fixed) {

  /** What an item is. */
  enum Kind {
    PLAIN,
    RECURSIVE
  }

  static CommonTables find(CommonTables tables, String name) {
    for (CommonTables table = tables; table != null; table = table.next) {
      if (table.name.equals(name)) {
        return table;
      }
    }
    return null;
  }
}
