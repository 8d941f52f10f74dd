package io.megadb.planner.analyze;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Where expressions begin: a call stands where its operator or name does. */
final class Positions {
  private Positions() {}

  /** The leftmost position of a node and its operands, as PostgreSQL's exprLocation. */
  static SqlParserPos leftmost(SqlNode node) {
    SqlParserPos first = node.getParserPosition();
    if (node instanceof SqlCall call && !ExpressionAnalyzer.isQuery(node)) {
      for (SqlNode operand : call.getOperandList()) {
        if (operand != null) {
          SqlParserPos other = leftmost(operand);
          if (other.getLineNum() > 0 && other.getColumnNum() < first.getColumnNum()) {
            first = other;
          }
        }
      }
    }
    return first;
  }
}
