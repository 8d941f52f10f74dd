package io.megadb.plan;

import io.megadb.type.PgType;
import java.util.List;

/**
 * WITH RECURSIVE: the rows of the seed, then those of the step over each round's new rows.
 *
 * @param step holds no exchange; reads the last round through a {@link WorkingTableNode}
 * @param all rows may repeat
 * @param workingTable number of the working table, unique within the plan
 */
public record RecursiveNode(
    PlanProperties properties, PlanNode seed, PlanNode step, boolean all, int workingTable)
    implements PlanNode {
  @Override
  public List<PlanNode> inputs() {
    return List.of(seed, step);
  }

  @Override
  public List<PgType> types() {
    return seed.types();
  }

  @Override
  public RecursiveNode withInputs(List<PlanNode> inputs) {
    return new RecursiveNode(properties, inputs.get(0), inputs.get(1), all, workingTable);
  }
}
