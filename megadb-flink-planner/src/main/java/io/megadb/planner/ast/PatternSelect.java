package io.megadb.planner.ast;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A SELECT over the elements of a pattern: columns of its FROM must be qualified, a bare name is
 * one of the queries around; aggregates and window functions are refused.
 */
public final class PatternSelect extends SqlSelect {
  public PatternSelect(SqlParserPos pos, SqlNodeList selectList, SqlNode from, SqlNode where) {
    super(pos, null, selectList, from, where, null, null, null, null, null, null, null, null);
  }
}
