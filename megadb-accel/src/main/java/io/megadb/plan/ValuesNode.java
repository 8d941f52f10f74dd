package io.megadb.plan;

import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import java.util.List;

/**
 * Rows written in the plan.
 *
 * @param rows expressions without input references, one list a row
 */
public record ValuesNode(PlanProperties properties, List<PgType> types, List<List<Expression>> rows)
    implements PlanNode {
  public ValuesNode {
    types = List.copyOf(types);
    rows = List.copyOf(rows);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of();
  }

  @Override
  public List<PgType> types() {
    return types;
  }

  @Override
  public ValuesNode withInputs(List<PlanNode> inputs) {
    return this;
  }
}
