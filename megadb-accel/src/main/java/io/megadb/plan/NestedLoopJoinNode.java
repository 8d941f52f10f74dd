package io.megadb.plan;

import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import java.util.List;

/**
 * Joins on any condition; the right input is kept in memory. Output as {@link HashJoinNode}.
 *
 * @param condition over left then right columns, or null for all pairs
 */
public record NestedLoopJoinNode(
    PlanProperties properties, JoinKind kind, PlanNode left, PlanNode right, Expression condition)
    implements PlanNode {
  @Override
  public List<PlanNode> inputs() {
    return List.of(left, right);
  }

  @Override
  public List<PgType> types() {
    return kind.types(left.types(), right.types());
  }

  @Override
  public NestedLoopJoinNode withInputs(List<PlanNode> inputs) {
    return new NestedLoopJoinNode(properties, kind, inputs.get(0), inputs.get(1), condition);
  }
}
