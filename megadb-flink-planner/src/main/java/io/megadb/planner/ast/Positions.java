package io.megadb.planner.ast;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Where expressions begin. */
public final class Positions {
  private Positions() {}

  /**
   * The place of the leftmost part of an expression, where PostgreSQL points when it speaks of the
   * whole (a node's own position is that of its operator). {@link SqlParserPos#ZERO} when unknown.
   */
  public static SqlParserPos leftmost(SqlNode e) {
    SqlParserPos first = e.getParserPosition();
    if (e instanceof SqlCall call) {
      for (SqlNode operand : call.getOperandList()) {
        first = earlier(first, operand);
      }
    } else if (e instanceof SqlNodeList list) {
      for (SqlNode element : list) {
        first = earlier(first, element);
      }
    }
    return first;
  }

  private static SqlParserPos earlier(SqlParserPos first, SqlNode e) {
    if (e == null) {
      return first;
    }
    SqlParserPos other = leftmost(e);
    if (other.getLineNum() < 1) {
      return first;
    }
    return first.getLineNum() < 1 || other.getColumnNum() < first.getColumnNum() ? other : first;
  }
}
