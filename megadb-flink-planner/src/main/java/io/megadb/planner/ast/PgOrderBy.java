package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A query with what stands behind it: order (an item is an expression in DESC, NULLS FIRST, NULLS
 * LAST or {@link OrderUsing}), offset, limit and row locks.
 */
public final class PgOrderBy extends SqlOrderBy {
  private final boolean withTies;
  private final List<Locking> locking;

  public PgOrderBy(
      SqlParserPos pos,
      SqlNode query,
      SqlNodeList orderList,
      SqlNode offset,
      SqlNode fetch,
      boolean withTies,
      List<Locking> locking) {
    super(pos, query, orderList, offset, fetch);
    this.withTies = withTies;
    this.locking = List.copyOf(locking);
  }

  /** FETCH FIRST … WITH TIES. */
  public boolean withTies() {
    return withTies;
  }

  /** Empty when none was asked for. */
  public List<Locking> locking() {
    return locking;
  }
}
