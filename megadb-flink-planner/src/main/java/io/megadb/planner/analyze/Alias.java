package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.planner.ast.PgOperators;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * An item of FROM without its alias, and the alias.
 *
 * @param name or null
 * @param columns new names of the first columns
 */
record Alias(SqlNode body, String name, List<String> columns, SqlNode node) {
  static Alias of(SqlNode node, Analysis analysis) {
    if (node instanceof SqlCall call && call.getOperator().equals(PgOperators.AS_COLUMNS)) {
      throw analysis.notSupported("column definition list in FROM", node);
    }
    if (node.getKind() != SqlKind.AS) {
      return new Alias(node, null, List.of(), node);
    }
    SqlCall call = (SqlCall) node;
    List<String> columns = new ArrayList<>();
    for (int i = 2; i < call.operandCount(); i++) {
      columns.add(((SqlIdentifier) call.operand(i)).getSimple());
    }
    return new Alias(call.operand(0), ((SqlIdentifier) call.operand(1)).getSimple(), columns, node);
  }

  static Alias none(SqlNode body) {
    return new Alias(body, null, List.of(), body);
  }

  static Alias named(SqlNode body, String name) {
    return new Alias(body, name, List.of(), body);
  }

  String nameOr(String fallback) {
    return name == null ? fallback : name;
  }

  Alias withDefault(SqlIdentifier id) {
    return name != null ? this : new Alias(body, id.names.get(id.names.size() - 1), columns, node);
  }

  /** The same alias around another body. */
  SqlNode rewrap(SqlNode other) {
    if (name == null) {
      return other;
    }
    List<SqlNode> operands = new ArrayList<>(((SqlCall) node).getOperandList());
    operands.set(0, other);
    return SqlStdOperatorTable.AS.createCall(node.getParserPosition(), operands);
  }

  List<ScopeColumn> rename(List<ScopeColumn> original, SqlNode place, Analysis analysis) {
    if (columns.size() > original.size()) {
      throw analysis.error(
          SqlState.INVALID_COLUMN_REFERENCE,
          "table \""
              + nameOr("")
              + "\" has "
              + original.size()
              + " columns available but "
              + columns.size()
              + " columns specified",
          (SqlNode) null);
    }
    List<ScopeColumn> renamed = new ArrayList<>(original);
    for (int i = 0; i < columns.size(); i++) {
      ScopeColumn column = original.get(i);
      renamed.set(
          i,
          new ScopeColumn(
              columns.get(i), column.index(), column.type(), column.tableOid(), column.attnum()));
    }
    return renamed;
  }
}
