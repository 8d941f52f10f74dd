package io.megadb.planner.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;

/** One WITH item; its query is a query or, for a data-modifying one, a {@link CommandNode}. */
public final class PgWithItem extends SqlWithItem {
  private final Boolean materialized;

  public PgWithItem(
      SqlParserPos pos,
      SqlIdentifier name,
      SqlNodeList columns,
      SqlNode query,
      boolean recursive,
      Boolean materialized) {
    super(pos, name, columns, query, SqlLiteral.createBoolean(recursive, SqlParserPos.ZERO));
    this.materialized = materialized;
  }

  /** AS MATERIALIZED, AS NOT MATERIALIZED, or null. */
  public Boolean materialized() {
    return materialized;
  }
}
