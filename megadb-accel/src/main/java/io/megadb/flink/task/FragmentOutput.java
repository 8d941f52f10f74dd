package io.megadb.flink.task;

import io.megadb.vector.Batch;

/** Where the rows of a fragment go. Confined to the task's thread. */
interface FragmentOutput {
  void accept(Batch batch) throws Exception;

  /**
   * No more rows come.
   *
   * @param inputsRead whether the task has read all its inputs to their end
   */
  void finish(boolean inputsRead) throws Exception;

  /** Whether nobody reads any more. */
  default boolean abandoned() {
    return false;
  }

  /** No rows come for now: nothing may be kept back. */
  default void flush() {}

  /** The fragment failed. */
  default void fail(Throwable failure) {}

  /** The task has ended, in whatever way. */
  default void close() {}
}
