package io.megadb.planner.analyze;

import io.megadb.planner.statement.OutputColumn;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.sql.SqlNode;

/**
 * An item of a select list.
 *
 * @param node as written; for a column of * the star
 */
record Target(String name, Typed value, SqlNode node) {
  Target with(Typed other) {
    return new Target(name, other, node);
  }

  /** As the row description names it; plain columns name their table. */
  OutputColumn output(Scope scope) {
    if (value.rex() instanceof RexInputRef reference) {
      for (ScopeRelation relation : scope.from().relations()) {
        for (ScopeColumn column : relation.columns()) {
          if (column.index() == reference.getIndex()) {
            return new OutputColumn(name, value.type(), column.tableOid(), column.attnum());
          }
        }
      }
    }
    return new OutputColumn(name, value.type(), 0, 0);
  }
}
