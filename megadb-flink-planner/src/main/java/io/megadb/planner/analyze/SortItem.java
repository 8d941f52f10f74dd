package io.megadb.planner.analyze;

import io.megadb.planner.ast.OrderUsing;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/**
 * An item of ORDER BY taken apart; without NULLS FIRST or LAST, nulls sort as the largest value.
 */
record SortItem(SqlNode expression, boolean descending, boolean nullsFirst) {
  static SortItem of(SqlNode item, Analysis analysis) {
    Boolean nullsFirst = null;
    SqlNode node = item;
    if (node.getKind() == SqlKind.NULLS_FIRST || node.getKind() == SqlKind.NULLS_LAST) {
      nullsFirst = node.getKind() == SqlKind.NULLS_FIRST;
      node = ((SqlCall) node).operand(0);
    }
    boolean descending = false;
    if (node.getKind() == SqlKind.DESCENDING) {
      descending = true;
      node = ((SqlCall) node).operand(0);
    } else if (node instanceof SqlCall call && call.getOperator() instanceof OrderUsing using) {
      String symbol = using.comparison().getName();
      if (!symbol.equals("<") && !symbol.equals(">")) {
        throw analysis.notSupported("ORDER BY … USING " + symbol, node);
      }
      descending = symbol.equals(">");
      node = call.operand(0);
    }
    return new SortItem(node, descending, nullsFirst == null ? descending : nullsFirst);
  }
}
