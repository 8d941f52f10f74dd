package io.megadb.plan;

import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import java.util.List;

/**
 * The first rows in the input's order, after some skipped.
 *
 * @param limit bigint without input references; null for no limit, also when it evaluates to null
 * @param offset bigint without input references, or null
 */
public record LimitNode(
    PlanProperties properties, PlanNode input, Expression limit, Expression offset)
    implements PlanNode {
  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public List<PgType> types() {
    return input.types();
  }

  @Override
  public LimitNode withInputs(List<PlanNode> inputs) {
    return new LimitNode(properties, inputs.get(0), limit, offset);
  }
}
