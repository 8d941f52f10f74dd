package io.megadb.planner.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Every SELECT. The select list may be empty. Its FROM is one tree in which a comma is a join of
 * type COMMA; windows are {@link WindowNode}s.
 */
public final class PgSelect extends SqlSelect {
  private final SqlNodeList distinctOn;
  private final boolean groupDistinct;
  private final SqlIdentifier into;

  public PgSelect(
      SqlParserPos pos,
      SqlNodeList keywords,
      SqlNodeList distinctOn,
      SqlNodeList selectList,
      SqlIdentifier into,
      SqlNode from,
      SqlNode where,
      SqlNodeList groupBy,
      boolean groupDistinct,
      SqlNode having,
      SqlNodeList windows) {
    super(
        pos,
        keywords,
        selectList,
        from,
        where,
        groupBy,
        having,
        windows,
        null,
        null,
        null,
        null,
        null);
    this.distinctOn = distinctOn;
    this.groupDistinct = groupDistinct;
    this.into = into;
  }

  /** The expressions of DISTINCT ON, or null. */
  public SqlNodeList distinctOn() {
    return distinctOn;
  }

  /** GROUP BY DISTINCT: equal grouping sets count once. */
  public boolean groupDistinct() {
    return groupDistinct;
  }

  /** The table of SELECT … INTO, or null. */
  public SqlIdentifier into() {
    return into;
  }
}
