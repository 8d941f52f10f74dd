package io.megadb.operator.limit;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.plan.LimitNode;
import io.megadb.vector.Batch;

/** Skips rows, then gives some; does not pull its input further than that. */
public final class LimitOperator implements Operator {
  private final Operator input;
  private long toSkip;
  private long remaining;

  public LimitOperator(LimitNode node, Operator input, ExecutionContext context) {
    this.input = input;
    // PostgreSQL evaluates OFFSET first, which decides the error if both are negative.
    this.toSkip = RowCount.offset(node.offset(), context);
    this.remaining = RowCount.limit(node.limit(), context);
  }

  @Override
  public Batch next() throws Exception {
    while (remaining > 0) {
      Batch batch = input.next();
      if (batch == END || batch == WAIT) {
        return batch;
      }
      if (batch.size() <= toSkip) {
        toSkip -= batch.size();
        continue;
      }
      int from = (int) toSkip;
      int to = (int) Math.min(batch.size(), Math.min(remaining, Integer.MAX_VALUE) + from);
      toSkip = 0;
      remaining -= to - from;
      return batch.slice(from, to);
    }
    return END;
  }

  @Override
  public void close() {
    input.close();
  }
}
