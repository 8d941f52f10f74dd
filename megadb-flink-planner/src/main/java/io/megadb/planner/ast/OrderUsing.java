package io.megadb.planner.ast;

import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;

/** {@code ORDER BY x USING op}; its one operand is x. */
public final class OrderUsing extends SqlSpecialOperator {
  private final SqlOperator comparison;

  public OrderUsing(SqlOperator comparison) {
    super("USING " + comparison.getName(), SqlKind.OTHER);
    this.comparison = comparison;
  }

  public SqlOperator comparison() {
    return comparison;
  }
}
