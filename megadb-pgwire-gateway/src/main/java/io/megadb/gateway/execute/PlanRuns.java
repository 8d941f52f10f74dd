package io.megadb.gateway.execute;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.PlanNode;
import io.megadb.planner.physical.ExchangePlacement;
import io.megadb.planner.physical.RunChoice;
import io.megadb.planner.spi.PlanRefinement;
import io.megadb.planner.statement.Workload;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.spi.BatchReader;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Decides where a plan runs, spreads it over workers, starts it. Thread-safe. */
public final class PlanRuns {
  /** Splits per worker, so that a worker which is done early can take another's. */
  private static final int SPLITS_PER_WORKER = 4;

  private final PlanRunner local;
  private final PlanRunner flink;
  private final IntUnaryOperator remoteWorkers;
  private final Refinements refinements;

  /**
   * @param flink null if there is no cluster
   * @param remoteWorkers of a parallel statement on a cluster in other processes, given those here;
   *     null if the cluster is this process's own
   */
  public PlanRuns(
      PlanRunner local, PlanRunner flink, IntUnaryOperator remoteWorkers, Refinements refinements) {
    this.local = local;
    this.flink = flink;
    this.remoteWorkers = remoteWorkers;
    this.refinements = refinements;
  }

  /**
   * A plan made ready for its run.
   *
   * @param notes what EXPLAIN says of the plugins' refinements
   */
  record Placed(PlanNode plan, RunChoice choice, List<String> notes) {}

  Placed place(
      PlanNode planned,
      Workload workload,
      StatementScope scope,
      StatementSnapshot snapshot,
      ExecutionContext context) {
    PlanRefinement.Refined refined =
        refinements.refine(planned, scope, snapshot, context, remoteWorkers != null);
    PlanNode plan = refined.plan();
    int cores = RunEnvironment.parallelism(scope);
    RunChoice choice = choice(plan, workload, scope, cores);
    if (choice.flink() && remoteWorkers != null && RunEnvironment.isParallelismOpen(scope)) {
      choice = choice(plan, workload, scope, remoteWorkers.applyAsInt(cores));
    }
    PlanNode placed =
        choice.parallelism() > 1 || choice.flink()
            ? ExchangePlacement.distribute(
                plan, choice.parallelism(), !choice.flink(), context.functions())
            : plan;
    return new Placed(placed, choice, refined.notes());
  }

  private RunChoice choice(PlanNode plan, Workload workload, StatementScope scope, int workers) {
    String execution = scope.evaluation().setting("megadb.execution", "auto");
    return RunChoice.of(
        plan, workload, flink == null ? "local" : execution, remoteWorkers != null, workers);
  }

  /** Starts a placed plan at a snapshot; its parameters are bound by now. */
  BatchReader start(
      Placed placed,
      String sql,
      StatementScope scope,
      StatementSnapshot snapshot,
      ExecutionContext context)
      throws Exception {
    RunChoice choice = placed.choice();
    PlanRunner runner = choice.flink() ? flink : local;
    return runner.run(
        placed.plan(),
        ScanSplits.splits(
            placed.plan(),
            scope.transaction(),
            snapshot,
            context,
            choice.parallelism() * SPLITS_PER_WORKER),
        sql,
        context);
  }

  BatchReader run(
      PlanNode plan,
      Workload workload,
      String sql,
      StatementScope scope,
      StatementSnapshot snapshot,
      ExecutionContext context)
      throws Exception {
    return start(place(plan, workload, scope, snapshot, context), sql, scope, snapshot, context);
  }
}
