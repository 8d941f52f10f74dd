package io.megadb.plan;

import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import java.util.List;

/**
 * The first rows in an order, after some skipped.
 *
 * @param limit bigint without input references
 * @param offset bigint without input references, or null
 */
public record TopNNode(
    PlanProperties properties,
    PlanNode input,
    List<SortKey> keys,
    Expression limit,
    Expression offset)
    implements PlanNode {
  public TopNNode {
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
  public TopNNode withInputs(List<PlanNode> inputs) {
    return new TopNNode(properties, inputs.get(0), keys, limit, offset);
  }
}
