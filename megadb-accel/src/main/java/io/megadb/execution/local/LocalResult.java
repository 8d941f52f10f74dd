package io.megadb.execution.local;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.spi.BatchReader;
import io.megadb.vector.Batch;

/** Drives the root fragment on the reading thread. */
final class LocalResult implements BatchReader {
  /** How soon a waiting reader notices that its statement was cancelled. */
  private static final long CHECK_MS = 10;

  private final Operator root;
  private final ExecutionContext context;
  private final LocalRun.Workers workers;
  private final Signal signal;
  private boolean closed;

  /**
   * @param workers and {@code signal}: null if the plan has no exchange
   */
  LocalResult(Operator root, ExecutionContext context, LocalRun.Workers workers, Signal signal) {
    this.root = root;
    this.context = context;
    this.workers = workers;
    this.signal = signal;
  }

  @Override
  public Batch next() throws Exception {
    while (!closed) {
      context.cancellation().check();
      Batch batch = root.next();
      if (workers != null) {
        // After the pull: rows that came up because a worker failed must not be given.
        workers.check();
      }
      if (batch == Operator.END) {
        return null;
      }
      if (batch != Operator.WAIT) {
        return batch;
      }
      if (signal != null) {
        signal.await(CHECK_MS);
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
    try {
      root.close();
    } finally {
      if (workers != null) {
        workers.close();
      }
    }
  }
}
