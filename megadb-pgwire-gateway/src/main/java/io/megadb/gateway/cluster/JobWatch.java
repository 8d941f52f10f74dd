package io.megadb.gateway.cluster;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.runtime.jobmaster.JobResult;

/**
 * Waits for the ends of jobs by asking for their states, ever less often: REST tells nothing by
 * itself. Rows and failures of tasks do not wait for it, they come over Flight. Thread-safe.
 */
final class JobWatch implements AutoCloseable {
  private static final long FIRST_MS = 10;

  /** How late the end of a long job is noticed. */
  private static final long LONGEST_MS = 500;

  private final RestClusterClient<?> client;
  private final Map<JobID, Watched> jobs = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "megadb-job-watch");
            thread.setDaemon(true);
            return thread;
          });

  JobWatch(RestClusterClient<?> client) {
    this.client = client;
  }

  private static final class Watched {
    private final CompletableFuture<JobResult> result = new CompletableFuture<>();
    private volatile long waitMs = FIRST_MS;
  }

  /** Completes when the job has ended, or when the cluster does not tell. */
  CompletableFuture<JobResult> result(JobID job) {
    Watched watched = new Watched();
    jobs.put(job, watched);
    ask(job, watched);
    return watched.result.whenComplete((result, failure) -> jobs.remove(job));
  }

  /** The job will end soon: asks often again. */
  void hurry(JobID job) {
    Watched watched = jobs.get(job);
    if (watched != null) {
      watched.waitMs = FIRST_MS;
      timer.execute(() -> ask(job, watched));
    }
  }

  private void ask(JobID job, Watched watched) {
    if (watched.result.isDone()) {
      return;
    }
    client
        .getJobStatus(job)
        .whenComplete(
            (status, failure) -> {
              if (failure != null) {
                watched.result.completeExceptionally(failure);
              } else if (status.isGloballyTerminalState()) {
                client.requestJobResult(job).whenComplete((r, e) -> end(watched, r, e));
              } else {
                askAgain(job, watched, status);
              }
            });
  }

  private static void end(Watched watched, JobResult result, Throwable failure) {
    if (failure == null) {
      watched.result.complete(result);
    } else {
      watched.result.completeExceptionally(failure);
    }
  }

  private void askAgain(JobID job, Watched watched, JobStatus status) {
    long waitMs = watched.waitMs;
    watched.waitMs =
        status == JobStatus.RUNNING ? Math.min(LONGEST_MS, 2 * waitMs) : Math.min(100, 2 * waitMs);
    if (!timer.isShutdown()) {
      timer.schedule(() -> ask(job, watched), waitMs, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
