package io.megadb.execution.local;

import io.megadb.vector.Batch;

/** Where the rows of a fragment's tasks go. Thread-safe. */
interface LocalOutput {
  /** To be called for each task before the first one runs. */
  void addProducer(LocalExchange.Wakeable producer);

  /** Whether a task must wait; it is woken when there is room again. */
  boolean full();

  /** Whether nobody takes rows any more. */
  boolean abandoned();

  /** Hands rows to one worker above. */
  void offer(int target, Batch batch);

  /** One task has no more. */
  void producerDone();
}
