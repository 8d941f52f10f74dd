package io.megadb.flink.task;

import io.megadb.operator.Operator;
import io.megadb.vector.Batch;
import java.util.ArrayDeque;

/**
 * What Flink delivered from one exchange and the operators have not pulled yet: at most one batch,
 * since a task reads only the input its operators wait for. Confined to the task's thread.
 */
final class InputQueue implements Operator {
  private final FragmentRunner runner;
  private final int input;
  private final ArrayDeque<Batch> batches = new ArrayDeque<>();
  private boolean ended;
  private boolean closed;

  InputQueue(FragmentRunner runner, int input) {
    this.runner = runner;
    this.input = input;
  }

  void add(Batch batch) {
    if (!closed) {
      batches.add(batch);
    }
  }

  void end() {
    ended = true;
  }

  boolean ended() {
    return ended;
  }

  @Override
  public Batch next() {
    Batch batch = batches.poll();
    if (batch != null) {
      return batch;
    }
    if (ended || closed) {
      return END;
    }
    runner.want(input);
    return WAIT;
  }

  @Override
  public void close() {
    closed = true;
    batches.clear();
  }
}
