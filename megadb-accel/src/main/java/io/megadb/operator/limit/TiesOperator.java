package io.megadb.operator.limit;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Expressions;
import io.megadb.operator.Operator;
import io.megadb.operator.sort.RowOrder;
import io.megadb.plan.TiesNode;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;

/** Skips rows, gives some, and goes on as long as rows are equal to the last one by the keys. */
public final class TiesOperator implements Operator {
  private final Operator input;
  private final RowOrder order;
  private long toSkip;
  private long remaining;
  private FlatVector[] last;
  private boolean done;

  public TiesOperator(TiesNode node, Operator input, ExecutionContext context) {
    this.input = input;
    order = new RowOrder(node.types(), node.keys());
    toSkip = RowCount.offset(node.offset(), context);
    if (Expressions.value(node.limit(), context) == null) {
      throw new MegaDbException(
          SqlState.INVALID_ROW_COUNT_IN_LIMIT_CLAUSE,
          "row count cannot be null in FETCH FIRST ... WITH TIES clause");
    }
    remaining = RowCount.limit(node.limit(), context);
    done = remaining == 0;
  }

  @Override
  public Batch next() throws Exception {
    while (!done) {
      Batch batch = input.next();
      if (batch == END || batch == WAIT) {
        return batch;
      }
      if (batch.size() <= toSkip) {
        toSkip -= batch.size();
        continue;
      }
      int from = (int) toSkip;
      toSkip = 0;
      int to = end(batch, from);
      if (to > from) {
        return batch.slice(from, to);
      }
    }
    return END;
  }

  /** Where the rows to give end in a batch. */
  private int end(Batch batch, int from) {
    int to = (int) Math.min(batch.size(), remaining + from);
    remaining -= to - from;
    if (remaining > 0) {
      return to;
    }
    FlatVector[] keys = order.keys(batch);
    if (last == null) {
      last = order.keys(batch.slice(to - 1, to));
    }
    while (to < batch.size() && order.compare(last, 0, keys, to, 0) == 0) {
      to++;
    }
    done = to < batch.size();
    return to;
  }

  @Override
  public void close() {
    done = true;
    input.close();
  }
}
