package io.megadb.operator.exchange;

import io.megadb.plan.ExchangeNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SharedNode;
import io.megadb.plan.SharedReadNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A part of a plan between exchanges; runs as several equal instances. Immutable.
 *
 * @param root its top node; the exchanges below it are its leaves
 * @param output the exchange above; null for the plan's root and for shared plans
 * @param shared the node whose shared plan this is, or null
 * @param parallelism number of instances
 * @param inputs the fragments below, one for each exchange among the leaves, from left to right
 * @param reads fragments of the shared plans that the leaves read, each once and with as many
 *     instances; several fragments may read the same
 */
public record Fragment(
    PlanNode root,
    ExchangeNode output,
    SharedNode shared,
    int parallelism,
    List<Fragment> inputs,
    List<Fragment> reads) {
  public Fragment {
    inputs = List.copyOf(inputs);
    reads = List.copyOf(reads);
  }

  /** Cuts a plan at its exchanges; the result is the root, of one instance. */
  public static Fragment cut(PlanNode plan) {
    return new Cut().fragment(plan, null, null, 1);
  }

  /** One plan being cut. */
  private static final class Cut {
    private final Map<Integer, Fragment> shared = new HashMap<>();

    Fragment fragment(PlanNode root, ExchangeNode output, SharedNode ofShared, int parallelism) {
      List<Fragment> inputs = new ArrayList<>();
      Set<Integer> reads = new LinkedHashSet<>();
      collect(root, inputs, reads);
      return new Fragment(
          root, output, ofShared, parallelism, inputs, reads.stream().map(shared::get).toList());
    }

    private void collect(PlanNode node, List<Fragment> inputs, Set<Integer> reads) {
      if (node instanceof ExchangeNode exchange) {
        inputs.add(fragment(exchange.input(), exchange, null, exchange.parallelism()));
        return;
      }
      if (node instanceof SharedReadNode read && shared.containsKey(read.id())) {
        reads.add(read.id());
      }
      if (node instanceof SharedNode common && common.isCut()) {
        shared.put(common.id(), fragment(common.shared(), null, common, common.parallelism()));
        collect(common.body(), inputs, reads);
        return;
      }
      for (PlanNode input : node.inputs()) {
        collect(input, inputs, reads);
      }
    }
  }

  /** All fragments of shared plans in and below this one, each once, those they read first. */
  public List<Fragment> sharedFragments() {
    Set<Fragment> found = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Fragment> ordered = new ArrayList<>();
    collectShared(found, ordered);
    return ordered;
  }

  private void collectShared(Set<Fragment> found, List<Fragment> ordered) {
    for (Fragment input : inputs) {
      input.collectShared(found, ordered);
    }
    for (Fragment read : reads) {
      if (found.add(read)) {
        read.collectShared(found, ordered);
        ordered.add(read);
      }
    }
  }

  /** How many fragments read each shared plan in and below this one, by its id. */
  public Map<Integer, Integer> sharedReaders() {
    Map<Integer, Integer> readers = new HashMap<>();
    countReaders(readers);
    sharedFragments().forEach(fragment -> fragment.countReaders(readers));
    return readers;
  }

  private void countReaders(Map<Integer, Integer> readers) {
    reads.forEach(read -> readers.merge(read.shared().id(), 1, Integer::sum));
    inputs.forEach(input -> input.countReaders(readers));
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
    if (node instanceof SharedNode common && common.isCut()) {
      find(common.body(), type, found);
    } else if (!(node instanceof ExchangeNode)) {
      node.inputs().forEach(input -> find(input, type, found));
    }
  }
}
