package io.megadb.planner.relation;

import java.util.HashSet;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;

/**
 * Which columns of an outer row must not be null for a subquery to have rows. Only then may a join
 * by equality, in which nulls find no partner, take the correlation's place.
 */
final class NullRejection {
  private final CorrelationId id;
  private final Set<Integer> rejected = new HashSet<>();

  NullRejection(CorrelationId id) {
    this.id = id;
  }

  /** Whether a null in any outer column that the subquery uses leaves it without rows. */
  boolean coversAll(RelDataType outerRow, RelNode subquery) {
    Set<Integer> nullable = new HashSet<>();
    new CorrelationRewrite(
            id,
            access -> {
              if (outerRow
                  .getFieldList()
                  .get(access.getField().getIndex())
                  .getType()
                  .isNullable()) {
                nullable.add(access.getField().getIndex());
              }
              return access;
            })
        .rewrite(subquery);
    collect(subquery);
    return rejected.containsAll(nullable);
  }

  private void collect(RelNode rel) {
    if (rel instanceof Filter filter) {
      RelOptUtil.conjunctions(filter.getCondition()).forEach(this::reject);
    }
    if (rel instanceof Join join
        && join.getJoinType() == org.apache.calcite.rel.core.JoinRelType.INNER) {
      RelOptUtil.conjunctions(join.getCondition()).forEach(this::reject);
    }
    rel.getInputs().forEach(this::collect);
  }

  /** Takes the columns for whose nulls a condition is null. */
  private void reject(RexNode node) {
    if (node instanceof RexFieldAccess access) {
      if (access.getReferenceExpr() instanceof RexCorrelVariable variable
          && variable.id.equals(id)) {
        rejected.add(access.getField().getIndex());
      }
    } else if (node instanceof RexCall call && isStrict(call)) {
      call.getOperands().forEach(this::reject);
    }
  }

  private static boolean isStrict(RexCall call) {
    return switch (call.getKind()) {
      case EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL,
          NOT ->
          true;
      default ->
          call.getOperator() instanceof PgCastOperator
              || call.getOperator() instanceof PgFunctionOperator function
                  && function.signature().strict();
    };
  }
}
