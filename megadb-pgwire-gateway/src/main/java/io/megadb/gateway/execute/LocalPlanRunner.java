package io.megadb.gateway.execute;

import io.megadb.execution.ExecutionContext;
import io.megadb.execution.local.LocalRun;
import io.megadb.plan.PlanNode;
import io.megadb.spi.BatchReader;
import io.megadb.spi.Split;
import java.util.List;
import java.util.Map;

/** Runs plans on the gateway's own workers. */
public final class LocalPlanRunner implements PlanRunner {
  private final LocalRun run;

  public LocalPlanRunner(LocalRun run) {
    this.run = run;
  }

  @Override
  public BatchReader run(
      PlanNode plan, Map<Integer, List<Split>> splits, String sql, ExecutionContext context) {
    return run.execute(plan, splits, context);
  }
}
