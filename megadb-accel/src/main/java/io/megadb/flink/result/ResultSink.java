package io.megadb.flink.result;

import io.megadb.vector.Batch;

/** Where the root task of a query puts its rows. */
public interface ResultSink {
  /** Hands rows over; waits while the reader is behind. */
  void put(Batch batch) throws InterruptedException;

  /**
   * No more rows come.
   *
   * @param inputsRead whether all inputs were read to their end; if not, other tasks still work for
   *     nothing
   */
  void finish(boolean inputsRead) throws InterruptedException;

  /** The query failed; the reader learns of it without waiting for the job to end. */
  void fail(Throwable failure);

  /** The task has ended, in whatever way. */
  default void taskEnded() {}
}
