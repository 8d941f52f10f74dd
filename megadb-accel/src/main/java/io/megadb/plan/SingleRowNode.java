package io.megadb.plan;

import io.megadb.type.PgType;
import java.util.List;

/**
 * Checks that its input has at most one row (a scalar subquery): more is error 21000; none gives
 * one row of nulls.
 */
public record SingleRowNode(PlanProperties properties, PlanNode input) implements PlanNode {
  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public List<PgType> types() {
    return input.types();
  }

  @Override
  public SingleRowNode withInputs(List<PlanNode> inputs) {
    return new SingleRowNode(properties, inputs.get(0));
  }
}
