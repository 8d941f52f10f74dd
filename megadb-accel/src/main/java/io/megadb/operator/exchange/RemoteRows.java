package io.megadb.operator.exchange;

import io.megadb.plan.ExchangeNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.PlanProperties;
import io.megadb.plan.SharedNode;
import io.megadb.type.PgType;
import java.util.List;

/**
 * Stands below an exchange in a fragment that travels to a task: what is really there runs
 * elsewhere and need not travel along.
 */
public record RemoteRows(PlanProperties properties, List<PgType> types) implements PlanNode {
  public RemoteRows {
    types = List.copyOf(types);
  }

  /** A fragment's nodes with the inputs of its exchanges replaced. */
  public static PlanNode prune(PlanNode node) {
    if (node instanceof ExchangeNode exchange) {
      return pruneBelow(exchange);
    }
    if (node instanceof SharedNode shared && shared.isCut()) {
      return prune(shared.body());
    }
    List<PlanNode> inputs = node.inputs();
    return inputs.isEmpty()
        ? node
        : node.withInputs(inputs.stream().map(RemoteRows::prune).toList());
  }

  /** An exchange over nothing but the types of its rows. */
  public static ExchangeNode pruneBelow(ExchangeNode exchange) {
    return exchange.withInputs(List.of(new RemoteRows(exchange.properties(), exchange.types())));
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of();
  }

  @Override
  public RemoteRows withInputs(List<PlanNode> inputs) {
    return this;
  }
}
