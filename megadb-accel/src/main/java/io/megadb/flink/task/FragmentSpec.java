package io.megadb.flink.task;

import io.megadb.flink.result.ResultTransport;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.PlanNode;
import io.megadb.spi.Split;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * One fragment as it travels to its tasks.
 *
 * @param root its nodes; below exchanges there is nothing
 * @param output the exchange above; null for the root and for shared plans
 * @param shared the plan that the fragment computes for others, or null
 * @param targets number of tasks above
 * @param transport how the root's rows reach the reader; null for the others
 * @param inputs ids of the exchange nodes below, in the order of the task's inputs
 * @param reads shared plans that it reads, in the order of the task's inputs after those
 * @param splits of each scan by node id, for fragments that read exchanges too; sources get theirs
 *     one by one from the enumerator instead
 */
public record FragmentSpec(
    TaskQuery query,
    PlanNode root,
    ExchangeNode output,
    SharedPlan shared,
    int targets,
    ResultTransport transport,
    List<Integer> inputs,
    List<SharedPlan> reads,
    Map<Integer, List<Split>> splits)
    implements Serializable {

  public FragmentSpec {
    inputs = List.copyOf(inputs);
    reads = List.copyOf(reads);
    splits = Map.copyOf(splits);
  }
}
