package io.megadb.gateway.execute;

import io.megadb.execution.ExecutionContext;
import io.megadb.flink.FlinkCluster;
import io.megadb.flink.FlinkResult;
import io.megadb.flink.FlinkRun;
import io.megadb.plan.PlanNode;
import io.megadb.planner.parser.StatementLabel;
import io.megadb.spi.BatchReader;
import io.megadb.spi.Split;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs plans as Flink jobs, on a cluster that may still be starting. */
public final class FlinkPlanRunner implements PlanRunner {
  /** Of a job's name in the web UI, in characters. */
  private static final int MAX_LABEL = 120;

  private final CompletableFuture<FlinkCluster> cluster;
  private final String databaseId;
  private volatile String lastJobLink;

  /**
   * @param cluster the first statement waits for it
   */
  public FlinkPlanRunner(CompletableFuture<FlinkCluster> cluster, String databaseId) {
    this.cluster = cluster;
    this.databaseId = databaseId;
  }

  @Override
  public BatchReader run(
      PlanNode plan, Map<Integer, List<Split>> splits, String sql, ExecutionContext context) {
    FlinkCluster started;
    try {
      started = cluster.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    String label = StatementLabel.of(sql, MAX_LABEL);
    FlinkResult result = new FlinkRun(started, databaseId).execute(plan, splits, context, label);
    URI ui = started.webUi();
    lastJobLink = ui == null ? null : ui + "/#/job/completed/" + result.job() + "/overview";
    return result;
  }

  /** Where the web UI shows the job started last; null before the first. */
  public String lastJobLink() {
    return lastJobLink;
  }
}
