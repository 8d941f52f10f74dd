package io.megadb.plan;

import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import java.util.List;

/** Computes a row from each row. */
public record ProjectNode(PlanProperties properties, PlanNode input, List<Expression> expressions)
    implements PlanNode {
  public ProjectNode {
    expressions = List.copyOf(expressions);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public List<PgType> types() {
    return expressions.stream().map(Expression::type).toList();
  }

  @Override
  public ProjectNode withInputs(List<PlanNode> inputs) {
    return new ProjectNode(properties, inputs.get(0), expressions);
  }
}
