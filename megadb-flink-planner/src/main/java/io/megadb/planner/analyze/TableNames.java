package io.megadb.planner.analyze;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;

/**
 * Whether a query reads a table of some name, itself or in a subquery; column names do not count.
 */
final class TableNames {
  private final String name;

  private TableNames(String name) {
    this.name = name;
  }

  /** Whether a WITH item's query names the item itself. */
  static boolean namesItself(SqlWithItem item) {
    return contains(item.query, item.name.getSimple());
  }

  static boolean contains(SqlNode query, String name) {
    return new TableNames(name).query(query);
  }

  private boolean query(SqlNode node) {
    if (node instanceof SqlSelect select) {
      if (from(select.getFrom())) {
        return true;
      }
      for (SqlNode operand : select.getOperandList()) {
        if (operand != null && !operand.equals(select.getFrom()) && query(operand)) {
          return true;
        }
      }
      return false;
    }
    if (node instanceof SqlWith with) {
      return with(with);
    }
    if (node instanceof SqlNodeList list) {
      return list.stream().anyMatch(this::query);
    }
    if (!(node instanceof SqlCall call)) {
      return false;
    }
    return node.getKind() == SqlKind.EXPLICIT_TABLE
        ? from(call.operand(0))
        : call.getOperandList().stream().anyMatch(this::query);
  }

  /** An inner item of the name hides the outer one from those after it. */
  private boolean with(SqlWith with) {
    for (SqlNode node : with.withList) {
      SqlWithItem item = (SqlWithItem) node;
      boolean hides = item.name.getSimple().equals(name);
      if (!(hides && item.recursive.booleanValue()) && query(item.query)) {
        return true;
      }
      if (hides) {
        return false;
      }
    }
    return query(with.body);
  }

  private boolean from(SqlNode node) {
    if (node instanceof SqlIdentifier id) {
      return id.isSimple() && id.getSimple().equals(name);
    }
    if (node instanceof SqlJoin join) {
      return from(join.getLeft()) || from(join.getRight()) || query(join.getCondition());
    }
    if (node == null) {
      return false;
    }
    return switch (node.getKind()) {
      case AS, TABLE_REF, LATERAL -> from(((SqlCall) node).operand(0));
      default -> query(node);
    };
  }
}
