package io.megadb.planner.analyze;

import io.megadb.planner.catalog.TableDefinition;
import java.util.List;

/**
 * A named item of FROM.
 *
 * @param alias by which columns are qualified
 * @param table the table itself if it is one without alias or with one, else null
 * @param schemaVisible whether schema.table.column may name it: it has no alias
 */
record ScopeRelation(
    String alias, TableDefinition table, boolean schemaVisible, List<ScopeColumn> columns) {
  ScopeRelation shift(int by) {
    return new ScopeRelation(
        alias, table, schemaVisible, columns.stream().map(column -> column.shift(by)).toList());
  }
}
