package io.megadb.flink.task;

import io.megadb.operator.Operator;
import io.megadb.vector.Batch;

/** Rows of a shared plan; while there are none, the task listens for the end of who computes it. */
final class SharedInput implements Operator {
  private final FragmentRunner runner;
  private final int input;
  private final Operator rows;

  /**
   * @param input edge that ends with the plan
   */
  SharedInput(FragmentRunner runner, int input, Operator rows) {
    this.runner = runner;
    this.input = input;
    this.rows = rows;
  }

  @Override
  public Batch next() throws Exception {
    Batch batch = rows.next();
    if (batch == WAIT) {
      runner.want(input);
    }
    return batch;
  }

  @Override
  public void close() {
    rows.close();
  }
}
