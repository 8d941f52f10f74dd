package io.megadb.flink;

import io.megadb.execution.ExecutionContext;
import io.megadb.flink.result.ResultChannel;
import io.megadb.plan.PlanNode;
import io.megadb.spi.Split;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;

/** A Flink cluster that runs our jobs: embedded, or a session cluster elsewhere. Thread-safe. */
public interface FlinkCluster extends AutoCloseable {
  /** Hands a job over; completes when the cluster has accepted it. */
  CompletableFuture<Void> submit(JobGraph job);

  /** Completes when the job has ended in whatever way. */
  CompletableFuture<JobResult> result(JobID job);

  /** Asks the cluster to cancel a job; one that has ended already is no error. */
  CompletableFuture<Void> cancel(JobID job);

  /** Task slots there are: no job can be wider. */
  int slots();

  /** Where people look at jobs, or null if there is no web UI. */
  URI webUi();

  /**
   * Lets the tasks of a query reach this process, before its job is submitted.
   *
   * @param splits of each scan by node id
   * @param context what tasks in this process share with the statement
   * @param channel takes the rows
   * @return to be closed when the job has ended
   */
  QueryRoute open(
      String databaseId,
      PlanNode plan,
      Map<Integer, List<Split>> splits,
      ExecutionContext context,
      ResultChannel channel);

  @Override
  void close();
}
