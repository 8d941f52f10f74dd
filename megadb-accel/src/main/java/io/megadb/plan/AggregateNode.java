package io.megadb.plan;

import io.megadb.type.PgType;
import java.util.List;

/**
 * Groups by key columns and aggregates. Output: the keys, then a column per call; in phase PARTIAL
 * the state columns of each call instead (see {@code io.megadb.function.Aggregator#stateTypes}).
 * Without keys there is exactly one group, also over no rows (PARTIAL included). In phase FINAL the
 * input is PARTIAL's output and {@code keys} are its first columns.
 *
 * @param keys input columns
 * @param outputTypes types of the output's columns
 */
public record AggregateNode(
    PlanProperties properties,
    PlanNode input,
    List<Integer> keys,
    List<AggregateCall> calls,
    Phase phase,
    List<PgType> outputTypes)
    implements PlanNode {
  public AggregateNode {
    keys = List.copyOf(keys);
    calls = List.copyOf(calls);
    outputTypes = List.copyOf(outputTypes);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public List<PgType> types() {
    return outputTypes;
  }

  @Override
  public AggregateNode withInputs(List<PlanNode> inputs) {
    return new AggregateNode(properties, inputs.get(0), keys, calls, phase, outputTypes);
  }

  /** Whether the node does the whole work or one half of it. */
  public enum Phase {
    SINGLE,
    PARTIAL,
    FINAL
  }
}
