package io.megadb.execution.local;

import io.megadb.vector.Batch;

/** Where one fragment task's rows go. Used by the task's thread alone. */
interface TaskOutput {
  /** Whether the task must wait before it gives more; it is woken when there is room. */
  boolean full();

  /** Whether nobody reads any more. */
  boolean abandoned();

  void accept(Batch batch);

  /** No rows come for now: nothing may be kept back. */
  void flush();

  /** The task has ended, in whatever way. */
  void done();
}
