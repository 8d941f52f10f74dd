package io.megadb.flink;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.util.concurrent.TimeoutException;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.io.network.netty.exception.RemoteTransportException;
import org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException;
import org.apache.flink.runtime.jobmaster.JobMasterException;
import org.apache.flink.runtime.resourcemanager.exceptions.ResourceManagerException;
import org.apache.flink.util.SerializedThrowable;

/** Finds what really happened inside what Flink reports. */
final class Failures {
  /** Flink wraps a failure a handful of times; more would be a circle. */
  private static final int MAX_DEPTH = 50;

  private Failures() {}

  /** The statement's own error, or an internal one that keeps the cause. */
  static MegaDbException of(Throwable failure) {
    ClassLoader loader = Failures.class.getClassLoader();
    Throwable root = failure;
    Throwable current = failure;
    for (int depth = 0; current != null && depth < MAX_DEPTH; depth++) {
      if (current instanceof SerializedThrowable serialized) {
        current = serialized.deserializeError(loader);
      }
      if (current instanceof MegaDbException known) {
        return known;
      }
      if (current instanceof JobCancellationException) {
        return canceled();
      }
      if (current instanceof ClassNotFoundException || current instanceof NoClassDefFoundError) {
        return new MegaDbException(
                SqlState.SYSTEM_ERROR,
                "the Flink cluster lacks a class: " + current.getMessage(),
                failure)
            .withHint("Put MegaDB's runtime jars of this version into the cluster's lib folder.");
      }
      if (isLostTaskManager(current)) {
        return new MegaDbException(
                SqlState.SYSTEM_ERROR, "the Flink cluster lost a task manager", failure)
            .withDetail(String.valueOf(current.getMessage()))
            .withHint("Run the statement again.");
      }
      if (current instanceof NoResourceAvailableException) {
        return new MegaDbException(
                SqlState.INSUFFICIENT_RESOURCES, "the Flink cluster has no free task slot", failure)
            .withDetail(String.valueOf(current.getMessage()))
            .withHint("Start task managers, or lower megadb.parallelism.");
      }
      if (current instanceof OutOfMemoryError) {
        return new MegaDbException(
            SqlState.OUT_OF_MEMORY, "a task's process is out of memory", failure);
      }
      root = current;
      Throwable cause = current.getCause();
      current = cause == current ? null : cause;
    }
    return new MegaDbException(SqlState.INTERNAL_ERROR, "the Flink job failed: " + root, failure);
  }

  /** Whoever notices first tells: job manager, resource manager, another task, or a heartbeat. */
  private static boolean isLostTaskManager(Throwable failure) {
    return failure instanceof JobMasterException
        || failure instanceof ResourceManagerException
        || failure instanceof RemoteTransportException
        || failure instanceof TimeoutException;
  }

  static MegaDbException canceled() {
    return new MegaDbException(
        SqlState.QUERY_CANCELED, "canceling statement: its Flink job was canceled");
  }
}
