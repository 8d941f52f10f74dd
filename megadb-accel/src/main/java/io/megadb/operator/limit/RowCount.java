package io.megadb.operator.limit;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Expressions;
import io.megadb.plan.expression.Expression;

/** The numbers of LIMIT and OFFSET. */
public final class RowCount {
  private RowCount() {}

  /** Rows to give: no limit is Long.MAX_VALUE; a negative one is 2201W. */
  public static long limit(Expression limit, ExecutionContext context) {
    Long value = limit == null ? null : (Long) Expressions.value(limit, context);
    if (value != null && value < 0) {
      throw new MegaDbException(
          SqlState.INVALID_ROW_COUNT_IN_LIMIT_CLAUSE, "LIMIT must not be negative");
    }
    return value == null ? Long.MAX_VALUE : value;
  }

  /** Rows to skip: none is 0; a negative number is 2201X. */
  public static long offset(Expression offset, ExecutionContext context) {
    Long value = offset == null ? null : (Long) Expressions.value(offset, context);
    if (value != null && value < 0) {
      throw new MegaDbException(
          SqlState.INVALID_ROW_COUNT_IN_RESULT_OFFSET_CLAUSE, "OFFSET must not be negative");
    }
    return value == null ? 0 : value;
  }
}
