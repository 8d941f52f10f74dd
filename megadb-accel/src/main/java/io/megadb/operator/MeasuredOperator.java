package io.megadb.operator;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.NodeMetrics;
import io.megadb.vector.Batch;

/**
 * Counts an operator's rows, batches and time (its inputs' time included), looks at the
 * cancellation before each batch, and stays at the end once it is reached.
 */
final class MeasuredOperator implements Operator {
  private final Operator operator;
  private final int node;
  private final ExecutionContext context;
  private long rows;
  private long batches;
  private long nanos;
  private boolean ended;

  MeasuredOperator(Operator operator, int node, ExecutionContext context) {
    this.operator = operator;
    this.node = node;
    this.context = context;
  }

  @Override
  public Batch next() throws Exception {
    if (ended) {
      return END;
    }
    context.cancellation().check();
    if (Thread.currentThread().isInterrupted()) {
      // Flink cancels a task by interrupting it.
      throw new MegaDbException(
          SqlState.QUERY_CANCELED, "canceling statement: its task was stopped");
    }
    long start = System.nanoTime();
    Batch batch = operator.next();
    nanos += System.nanoTime() - start;
    if (batch == END) {
      ended = true;
      report();
    } else if (batch != WAIT) {
      rows += batch.size();
      batches++;
    }
    return batch;
  }

  /**
   * Hands the counts on, once: adding to shared counters for every batch would be seen in profiles.
   */
  private void report() {
    context.metrics().add(node, NodeMetrics.ROWS, rows);
    context.metrics().add(node, NodeMetrics.BATCHES, batches);
    context.metrics().add(node, NodeMetrics.NANOS, nanos);
    rows = 0;
    batches = 0;
    nanos = 0;
  }

  @Override
  public void close() {
    if (batches > 0 || nanos > 0) {
      report();
    }
    ended = true;
    operator.close();
  }
}
