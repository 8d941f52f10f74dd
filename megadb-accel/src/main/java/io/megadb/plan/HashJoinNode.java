package io.megadb.plan;

import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import java.util.List;

/**
 * Joins on equal keys; the right input is the build side. Output: left columns, then right columns
 * (not for SEMI and ANTI kinds). A null key matches nothing, except in columns named by {@code
 * nullSafe}.
 *
 * @param leftKeys columns of the left input
 * @param rightKeys columns of the right input, same number and types
 * @param nullSafe key positions for which null equals null
 * @param residual further condition over left then right columns, or null
 */
public record HashJoinNode(
    PlanProperties properties,
    JoinKind kind,
    PlanNode left,
    PlanNode right,
    List<Integer> leftKeys,
    List<Integer> rightKeys,
    List<Integer> nullSafe,
    Expression residual)
    implements PlanNode {
  public HashJoinNode {
    leftKeys = List.copyOf(leftKeys);
    rightKeys = List.copyOf(rightKeys);
    nullSafe = List.copyOf(nullSafe);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(left, right);
  }

  @Override
  public List<PgType> types() {
    return kind.types(left.types(), right.types());
  }

  @Override
  public HashJoinNode withInputs(List<PlanNode> inputs) {
    return new HashJoinNode(
        properties, kind, inputs.get(0), inputs.get(1), leftKeys, rightKeys, nullSafe, residual);
  }
}
