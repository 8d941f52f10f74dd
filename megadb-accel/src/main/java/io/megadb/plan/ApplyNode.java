package io.megadb.plan;

import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the right plan once for each left row: LATERAL and correlated subqueries that no join can
 * stand for. The left row's values are parameters of the right plan.
 *
 * @param right holds no exchange; its scans read everything in each run
 * @param columns of the left whose values are parameters
 * @param firstParameter index of the first of them; the others follow
 * @param outer a left row without result is kept with nulls
 */
public record ApplyNode(
    PlanProperties properties,
    PlanNode left,
    PlanNode right,
    List<Integer> columns,
    int firstParameter,
    boolean outer)
    implements PlanNode {
  public ApplyNode {
    columns = List.copyOf(columns);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(left, right);
  }

  @Override
  public List<PgType> types() {
    List<PgType> types = new ArrayList<>(left.types());
    types.addAll(right.types());
    return types;
  }

  @Override
  public ApplyNode withInputs(List<PlanNode> inputs) {
    return new ApplyNode(properties, inputs.get(0), inputs.get(1), columns, firstParameter, outer);
  }
}
