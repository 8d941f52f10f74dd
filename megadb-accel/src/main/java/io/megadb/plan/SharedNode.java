package io.megadb.plan;

import io.megadb.type.PgType;
import java.util.List;

/**
 * Computes a plan once for all nodes of another that read it through a {@link SharedReadNode}.
 *
 * @param id unique within the plan
 * @param name of the WITH item, or the number of a plan that the planner found
 * @param written whether it is a WITH item
 * @param parallelism instances of the fragment that computes it; each feeds the instance of the
 *     same number of the fragments that read it. 0 where readers and plan are in one fragment
 * @param shared computed once
 * @param body gives the rows; the reads are below it
 */
public record SharedNode(
    PlanProperties properties,
    int id,
    String name,
    boolean written,
    int parallelism,
    PlanNode shared,
    PlanNode body)
    implements PlanNode {
  /** Whether the plan runs in a fragment of its own. */
  public boolean isCut() {
    return parallelism > 0;
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(shared, body);
  }

  @Override
  public List<PgType> types() {
    return body.types();
  }

  @Override
  public SharedNode withInputs(List<PlanNode> inputs) {
    return new SharedNode(properties, id, name, written, parallelism, inputs.get(0), inputs.get(1));
  }
}
