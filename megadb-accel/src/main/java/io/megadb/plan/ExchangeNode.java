package io.megadb.plan;

import io.megadb.type.PgType;
import java.util.List;

/**
 * Moves rows between the workers of two fragments: the only place where a plan is cut.
 *
 * @param keys columns hashed, for HASH
 * @param parallelism workers of the fragment below
 */
public record ExchangeNode(
    PlanProperties properties,
    PlanNode input,
    Distribution distribution,
    List<Integer> keys,
    int parallelism)
    implements PlanNode {
  public ExchangeNode {
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
  public ExchangeNode withInputs(List<PlanNode> inputs) {
    return new ExchangeNode(properties, inputs.get(0), distribution, keys, parallelism);
  }

  /** Where a row goes. */
  public enum Distribution {
    /** To the only worker above. */
    GATHER,
    /** To the worker that owns the hash of the keys. */
    HASH,
    /** To every worker above. */
    BROADCAST,
    /** To any worker above, evenly. */
    ROUND_ROBIN,
    /** Into one hash table for all workers above, which are in the same process. */
    SHARED
  }
}
