package io.megadb.planner.ast;

import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;

/**
 * {@code left op ANY (right)} and {@code left op ALL (right)}, where right is a query or an
 * expression whose value is an array.
 */
public final class QuantifiedOperator extends SqlSpecialOperator {
  private final SqlOperator comparison;
  private final boolean all;

  public QuantifiedOperator(SqlOperator comparison, boolean all) {
    super(comparison.getName() + (all ? " ALL" : " ANY"), all ? SqlKind.ALL : SqlKind.SOME);
    this.comparison = comparison;
    this.all = all;
  }

  /**
   * What is applied to each element: a plain operator, LIKE and its kin, or a {@link
   * PgOperatorName}.
   */
  public SqlOperator comparison() {
    return comparison;
  }

  /** False for ANY and SOME. */
  public boolean all() {
    return all;
  }
}
