package io.megadb.plan;

import io.megadb.type.PgType;
import java.util.List;

/** Sorts all rows; equal rows in any order. */
public record SortNode(PlanProperties properties, PlanNode input, List<SortKey> keys)
    implements PlanNode {
  public SortNode {
    keys = List.copyOf(keys);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public List<PgType> types() {
    return input.types();
  }

  @Override
  public SortNode withInputs(List<PlanNode> inputs) {
    return new SortNode(properties, inputs.get(0), keys);
  }
}
