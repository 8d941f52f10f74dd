package io.megadb.plan;

import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import java.util.List;

/** Keeps the rows for which the condition is true. */
public record FilterNode(PlanProperties properties, PlanNode input, Expression condition)
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
  public FilterNode withInputs(List<PlanNode> inputs) {
    return new FilterNode(properties, inputs.get(0), condition);
  }
}
