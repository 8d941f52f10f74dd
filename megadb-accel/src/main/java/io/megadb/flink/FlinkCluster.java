package io.megadb.flink;

import io.megadb.flink.result.ResultTransport;
import java.net.URI;
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

  /** How this cluster's tasks bring rows back. */
  ResultTransport transport();

  @Override
  void close();
}
