package io.megadb.flink.result;

import io.megadb.execution.BatchQueue;
import io.megadb.execution.MemoryBudget;
import io.megadb.vector.Batch;

/**
 * A bounded queue between the root task and the reader. The first failure wins over rows that are
 * not read yet. Thread-safe.
 */
public final class ResultChannel implements ResultSink {
  private static final long NANOS_PER_MS = 1_000_000;

  private final BatchQueue batches;
  private Throwable failure;
  private boolean finished;
  private boolean inputsRead;
  private boolean closed;

  /**
   * @param memory charged for what is not read yet
   */
  public ResultChannel(MemoryBudget memory) {
    batches = new BatchQueue(memory);
  }

  @Override
  public synchronized void put(Batch batch) throws InterruptedException {
    while (batches.isFull() && !closed) {
      wait();
    }
    if (!closed) {
      batches.add(batch);
      notifyAll();
    }
  }

  @Override
  public synchronized void finish(boolean allInputsRead) {
    finished = true;
    inputsRead = allInputsRead;
    notifyAll();
  }

  @Override
  public synchronized void fail(Throwable newFailure) {
    if (failure == null) {
      failure = newFailure;
      notifyAll();
    }
  }

  /**
   * The next rows, waiting for them at most so long.
   *
   * @return null if there are none yet, or no more: see {@link #ended}
   */
  public synchronized Batch poll(long timeoutMs) throws InterruptedException {
    long deadline = System.nanoTime() + timeoutMs * NANOS_PER_MS;
    long left = timeoutMs;
    while (batches.isEmpty() && !finished && failure == null && !closed && left > 0) {
      wait(left);
      left = (deadline - System.nanoTime()) / NANOS_PER_MS;
    }
    if (failure != null) {
      return null;
    }
    Batch batch = batches.poll();
    if (batch != null) {
      notifyAll();
    }
    return batch;
  }

  /** Why the query failed, or null. */
  public synchronized Throwable failure() {
    return failure;
  }

  /** Whether all rows were read. */
  public synchronized boolean ended() {
    return closed || finished && batches.isEmpty() && failure == null;
  }

  /** Whether the root task has given all rows. */
  public synchronized boolean finished() {
    return finished;
  }

  /** Whether the job reaches its end by itself, without reading rows nobody needs. */
  public synchronized boolean endsByItself() {
    return finished && inputsRead;
  }

  /** Nobody reads any more: rows are dropped, the root task does not wait. */
  public synchronized void close() {
    closed = true;
    batches.clear();
    notifyAll();
  }
}
