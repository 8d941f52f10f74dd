package io.megadb.planner.physical;

import io.megadb.plan.PlanNode;
import io.megadb.planner.statement.Workload;

/**
 * Where a statement runs, and why.
 *
 * @param flink true for a Flink job, false for the gateway's own workers
 * @param parallelism workers
 * @param reason as EXPLAIN prints it
 */
public record RunChoice(boolean flink, int parallelism, String reason) {
  /** A job must bring at least this many times its own overhead. */
  private static final double WORTHWHILE = 20;

  /** Cost of starting a job, in units of {@code CostVector}: some 20 ms of reading pages. */
  private static final double JOB_COST = 2_000;

  /** Work below which one worker is faster than several: about a millisecond. */
  private static final double PARALLEL_COST = 100;

  /**
   * Decides by workload, setting and estimated work.
   *
   * @param execution the setting megadb.execution: auto, local or flink
   * @param remote jobs go to a cluster of their own
   * @param cores workers of a parallel run
   */
  public static RunChoice of(
      PlanNode plan, Workload workload, String execution, boolean remote, int cores) {
    if (workload == Workload.CATALOG) {
      return new RunChoice(false, 1, "reads no table that a job could read");
    }
    int parallelism = cost(plan) >= PARALLEL_COST ? cores : 1;
    if (execution.equals("flink")) {
      return workload == Workload.POINT
          ? new RunChoice(false, 1, "a point statement never starts a job")
          : new RunChoice(true, parallelism, "megadb.execution is flink");
    }
    if (execution.equals("local")) {
      return new RunChoice(false, parallelism, "megadb.execution is local");
    }
    if (workload != Workload.OLAP) {
      return new RunChoice(false, 1, "too small for a job");
    }
    if (remote) {
      return new RunChoice(true, parallelism, "a remote cluster is configured");
    }
    double ratio = cost(plan) / JOB_COST;
    String figure = String.format(java.util.Locale.ROOT, "%.1f", ratio);
    return ratio >= WORTHWHILE
        ? new RunChoice(true, parallelism, "estimated work is " + figure + " x a job's overhead")
        : new RunChoice(
            false,
            parallelism,
            "estimated work is " + figure + " x a job's overhead, a job needs 20 x");
  }

  private static double cost(PlanNode node) {
    double cost = node.properties().cost().total();
    for (PlanNode input : node.inputs()) {
      cost += cost(input);
    }
    return cost;
  }
}
