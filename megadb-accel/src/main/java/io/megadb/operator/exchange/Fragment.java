package io.megadb.operator.exchange;

import io.megadb.plan.ExchangeNode;
import io.megadb.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a plan between exchanges; runs as several equal instances. Immutable.
 *
 * @param root its top node; the exchanges below it are its leaves
 * @param output the exchange above, or null for the plan's root
 * @param parallelism number of instances
 * @param inputs the fragments below, one for each exchange among the leaves, from left to right
 */
public record Fragment(PlanNode root, ExchangeNode output, int parallelism, List<Fragment> inputs) {
  public Fragment {
    inputs = List.copyOf(inputs);
  }

  /** Cuts a plan at its exchanges; the result is the root, of one instance. */
  public static Fragment cut(PlanNode plan) {
    return fragment(plan, null, 1);
  }

  private static Fragment fragment(PlanNode root, ExchangeNode output, int parallelism) {
    List<Fragment> inputs = new ArrayList<>();
    collect(root, inputs);
    return new Fragment(root, output, parallelism, inputs);
  }

  private static void collect(PlanNode node, List<Fragment> inputs) {
    if (node instanceof ExchangeNode exchange) {
      inputs.add(fragment(exchange.input(), exchange, exchange.parallelism()));
      return;
    }
    for (PlanNode input : node.inputs()) {
      collect(input, inputs);
    }
  }

  /** The nodes of a type in this fragment alone, from left to right. */
  public <T extends PlanNode> List<T> nodes(Class<T> type) {
    List<T> found = new ArrayList<>();
    find(root, type, found);
    return found;
  }

  private static <T extends PlanNode> void find(PlanNode node, Class<T> type, List<T> found) {
    if (type.isInstance(node)) {
      found.add(type.cast(node));
    }
    if (!(node instanceof ExchangeNode)) {
      node.inputs().forEach(input -> find(input, type, found));
    }
  }
}
