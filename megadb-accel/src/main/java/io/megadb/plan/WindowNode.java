package io.megadb.plan;

import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes window functions that share a partition and whose orders are prefixes of one order.
 * Output: the input's columns, then a column per call, the rows sorted by partition and order.
 *
 * @param partitionBy input columns whose equality makes a partition; empty for one partition
 * @param orderBy the longest order among the calls, within a partition
 */
public record WindowNode(
    PlanProperties properties,
    PlanNode input,
    List<Integer> partitionBy,
    List<SortKey> orderBy,
    List<WindowCall> calls)
    implements PlanNode {
  public WindowNode {
    partitionBy = List.copyOf(partitionBy);
    orderBy = List.copyOf(orderBy);
    calls = List.copyOf(calls);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public List<PgType> types() {
    List<PgType> types = new ArrayList<>(input.types());
    calls.forEach(call -> types.add(call.type()));
    return types;
  }

  @Override
  public WindowNode withInputs(List<PlanNode> inputs) {
    return new WindowNode(properties, inputs.get(0), partitionBy, orderBy, calls);
  }
}
