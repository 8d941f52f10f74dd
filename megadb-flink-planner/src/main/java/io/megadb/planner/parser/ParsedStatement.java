package io.megadb.planner.parser;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * One statement of the client's text.
 *
 * @param node its tree; every position in it is counted from the start of the client's whole text
 * @param text the statement's own characters, without the semicolon and without white space around
 *     it
 * @param offset code points of the client's text before {@code text}
 */
public record ParsedStatement(SqlNode node, String text, int offset) {

  /**
   * Where a node of this statement stands in the client's text: for a call the operator or the
   * function's name, as PostgreSQL reports it.
   *
   * @return code points from 1; 0 when the position is unknown
   */
  public int position(SqlParserPos pos) {
    return pos == null || pos.getLineNum() < 1 ? 0 : pos.getColumnNum();
  }
}
