package io.megadb.plan;

import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import java.util.List;

/**
 * FETCH FIRST … WITH TIES: the first rows of a sorted input, and those that sort equal to the last
 * of them.
 *
 * @param keys by which the input is sorted
 * @param limit bigint without input references; null, also when it evaluates to null, is an error
 * @param offset bigint without input references, or null
 */
public record TiesNode(
    PlanProperties properties,
    PlanNode input,
    List<SortKey> keys,
    Expression limit,
    Expression offset)
    implements PlanNode {
  public TiesNode {
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
  public TiesNode withInputs(List<PlanNode> inputs) {
    return new TiesNode(properties, inputs.get(0), keys, limit, offset);
  }
}
