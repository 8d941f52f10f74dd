package io.megadb.flink;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.flink.result.ResultChannel;
import io.megadb.spi.BatchReader;
import io.megadb.vector.Batch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.jobmaster.JobResult;

/** The rows of one job. */
public final class FlinkResult implements BatchReader {
  /** How soon a waiting reader notices that its statement was cancelled. */
  private static final long CHECK_MS = 10;

  /** How long closing waits for a cancelled job; Flink itself gives tasks longer. */
  private static final long CANCEL_SECONDS = 30;

  private final FlinkCluster cluster;
  private final JobID job;
  private final QueryRoute route;
  private final ExecutionContext context;
  private final ResultChannel channel;
  private CompletableFuture<Void> submitted;
  private CompletableFuture<Void> ended;
  private boolean closed;

  FlinkResult(
      FlinkCluster cluster,
      JobID job,
      QueryRoute route,
      ExecutionContext context,
      ResultChannel channel) {
    this.cluster = cluster;
    this.job = job;
    this.route = route;
    this.context = context;
    this.channel = channel;
  }

  /** The job, as the web UI shows it. */
  public JobID job() {
    return job;
  }

  /** Watches the job from its submission to its end. */
  void follow(CompletableFuture<Void> submission) {
    submitted = submission;
    ended =
        submitted
            .thenCompose(accepted -> cluster.result(job))
            .handle(
                (result, failure) -> {
                  if (failure != null) {
                    channel.fail(Failures.of(failure));
                  } else {
                    jobEnded(result);
                  }
                  route.close();
                  return null;
                });
  }

  private void jobEnded(JobResult result) {
    JobStatus status = result.getJobStatus().orElse(JobStatus.FAILED);
    if (status == JobStatus.CANCELED) {
      channel.fail(Failures.canceled());
    } else if (result.getSerializedThrowable().isPresent()) {
      channel.fail(Failures.of(result.getSerializedThrowable().get()));
    } else if (!channel.finished()) {
      channel.fail(
          new MegaDbException(
              SqlState.INTERNAL_ERROR, "the Flink job ended as " + status + " without a result"));
    }
  }

  @Override
  public Batch next() throws Exception {
    while (!channel.ended()) {
      context.cancellation().check();
      Batch batch = channel.poll(CHECK_MS);
      if (batch != null) {
        return batch;
      }
      Throwable failure = channel.failure();
      if (failure != null) {
        throw Failures.of(failure);
      }
    }
    return null;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean endsByItself = channel.endsByItself();
    channel.close();
    try {
      if (!endsByItself && !ended.isDone()) {
        submitted = submitted.thenCompose(accepted -> cluster.cancel(job));
        awaitEnd();
      }
    } finally {
      route.readerClosed();
    }
  }

  private void awaitEnd() {
    try {
      ended.get(CANCEL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new MegaDbException(
          SqlState.INTERNAL_ERROR,
          "Flink job " + job + " did not end within " + CANCEL_SECONDS + " seconds",
          e);
    }
  }
}
