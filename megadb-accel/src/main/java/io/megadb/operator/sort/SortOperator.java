package io.megadb.operator.sort;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.RowStore;
import io.megadb.plan.SortNode;
import io.megadb.vector.Batch;

/** Keeps all rows, sorts their numbers, then gives the rows in that order. */
public final class SortOperator implements Operator {
  private final Operator input;
  private final ExecutionContext context;
  private final MemoryAccount account;
  private final RowStore rows;
  private final RowSorter sorter;
  private int[] sorted;
  private int next;
  private boolean closed;

  public SortOperator(SortNode node, Operator input, ExecutionContext context) {
    this.input = input;
    this.context = context;
    this.account = new MemoryAccount(context.memory());
    this.rows = new RowStore(node.types(), account);
    this.sorter = new RowSorter(node.types(), node.keys(), context.cancellation());
  }

  @Override
  public Batch next() throws Exception {
    while (sorted == null && !closed) {
      context.cancellation().check();
      Batch batch = input.next();
      if (batch == WAIT) {
        return WAIT;
      }
      if (batch == END) {
        input.close();
        account.add(RowSorter.bytes(rows.size()));
        sorted = sorter.sort(rows.view());
      } else {
        rows.append(batch);
      }
    }
    if (closed || next >= sorted.length) {
      return END;
    }
    int count = Math.min(context.batchRows(), sorted.length - next);
    int[] chunk = new int[count];
    System.arraycopy(sorted, next, chunk, 0, count);
    next += count;
    return rows.view().select(chunk, count);
  }

  @Override
  public void close() {
    closed = true;
    input.close();
    account.close();
  }
}
