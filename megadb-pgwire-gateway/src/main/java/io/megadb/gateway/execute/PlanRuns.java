package io.megadb.gateway.execute;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.PlanNode;
import io.megadb.planner.physical.ExchangePlacement;
import io.megadb.planner.physical.RunChoice;
import io.megadb.planner.statement.Workload;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.spi.BatchReader;

/** Decides where a plan runs, spreads it over workers, starts it. Thread-safe. */
public final class PlanRuns {
  /** Splits per worker, so that a worker which is done early can take another's. */
  private static final int SPLITS_PER_WORKER = 4;

  private final PlanRunner local;
  private final PlanRunner flink;
  private final boolean remote;

  /**
   * @param flink null if there is no cluster
   * @param remote the cluster is not this process's own
   */
  public PlanRuns(PlanRunner local, PlanRunner flink, boolean remote) {
    this.local = local;
    this.flink = flink;
    this.remote = remote;
  }

  /** A plan made ready for its run. */
  record Placed(PlanNode plan, RunChoice choice) {}

  Placed place(PlanNode plan, Workload workload, StatementScope scope, ExecutionContext context) {
    String execution = scope.evaluation().setting("megadb.execution", "auto");
    RunChoice choice =
        RunChoice.of(
            plan,
            workload,
            flink == null ? "local" : execution,
            remote,
            RunEnvironment.parallelism(scope));
    PlanNode placed =
        choice.parallelism() > 1 || choice.flink()
            ? ExchangePlacement.distribute(plan, choice.parallelism(), context.functions())
            : plan;
    return new Placed(placed, choice);
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
    return start(place(plan, workload, scope, context), sql, scope, snapshot, context);
  }
}
