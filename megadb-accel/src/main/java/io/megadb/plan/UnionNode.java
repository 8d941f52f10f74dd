package io.megadb.plan;

import io.megadb.type.PgType;
import java.util.List;

/** All rows of all inputs (UNION ALL); the inputs have equal types. */
public record UnionNode(PlanProperties properties, List<PlanNode> inputs) implements PlanNode {
  public UnionNode {
    inputs = List.copyOf(inputs);
  }

  @Override
  public List<PlanNode> inputs() {
    return inputs;
  }

  @Override
  public List<PgType> types() {
    return inputs.get(0).types();
  }

  @Override
  public UnionNode withInputs(List<PlanNode> inputs) {
    return new UnionNode(properties, inputs);
  }
}
