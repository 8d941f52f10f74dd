package io.megadb.flink;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.Cancellation;
import io.megadb.execution.ExecutionContext;
import io.megadb.flink.result.ResultChannel;
import io.megadb.flink.task.TaskQuery;
import io.megadb.operator.exchange.Fragment;
import io.megadb.plan.PlanNode;
import io.megadb.spi.Split;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobGraph;

/** Runs plans as Flink jobs, one job a plan. Thread-safe; a result is confined to one thread. */
public final class FlinkRun {
  private final FlinkCluster cluster;
  private final String databaseId;

  /**
   * @param databaseId tells this database from others in the process and on the cluster
   */
  public FlinkRun(FlinkCluster cluster, String databaseId) {
    this.cluster = cluster;
    this.databaseId = databaseId;
  }

  /**
   * Submits a plan and returns at once.
   *
   * @param splits of each scan by node id, decided before the run
   * @param label names the job, beside the query id
   * @return the rows; closing it before their end cancels the job
   */
  public FlinkResult execute(
      PlanNode plan, Map<Integer, List<Split>> splits, ExecutionContext context, String label) {
    context.cancellation().check();
    Fragment root = Fragment.cut(plan);
    int width = width(root);
    if (width > cluster.slots()) {
      throw new MegaDbException(
              SqlState.INSUFFICIENT_RESOURCES,
              "the plan needs " + width + " task slots, the cluster has " + cluster.slots())
          .withHint("Lower the parallelism or start the cluster with more slots.");
    }
    ResultChannel channel = new ResultChannel(context.memory());
    QueryRoute route = cluster.open(databaseId, plan, splits, taskContext(context), channel);
    try {
      JobGraph job = JobGraphs.create(root, route.splits(), taskQuery(context, route), label);
      FlinkResult result = new FlinkResult(cluster, job.getJobID(), route, context, channel);
      result.follow(cluster.submit(job));
      return result;
    } catch (RuntimeException e) {
      route.close();
      throw e;
    }
  }

  private TaskQuery taskQuery(ExecutionContext context, QueryRoute route) {
    return TaskQuery.of(
        databaseId,
        context.queryId(),
        context.evaluation(),
        context.parameters(),
        context.memory(),
        context.batchRows(),
        route.link());
  }

  /**
   * What tasks in this process share with the statement: all but its cancellation. The statement's
   * cancels the job, and the job its tasks, so that the job ends as cancelled and not as failed.
   */
  private static ExecutionContext taskContext(ExecutionContext context) {
    return new ExecutionContext(
        context.queryId(),
        context.evaluation(),
        context.parameters(),
        context.extensions(),
        context.memory(),
        new Cancellation(),
        context.metrics(),
        context.batchRows());
  }

  private static int width(Fragment fragment) {
    int width = fragment.parallelism();
    for (Fragment read : fragment.reads()) {
      width = Math.max(width, width(read));
    }
    for (Fragment input : fragment.inputs()) {
      width = Math.max(width, width(input));
    }
    return width;
  }
}
