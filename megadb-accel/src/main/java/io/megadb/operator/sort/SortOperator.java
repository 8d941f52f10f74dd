package io.megadb.operator.sort;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.plan.SortNode;
import io.megadb.vector.Batch;

/** Takes all rows, then gives them in order; those that do not fit go to temporary files. */
public final class SortOperator implements Operator {
  private final Operator input;
  private final ExecutionContext context;
  private final OperatorSpill spill;
  private final ExternalSorter sorter;
  private boolean sorted;
  private boolean closed;

  public SortOperator(SortNode node, Operator input, ExecutionContext context) {
    this.input = input;
    this.context = context;
    this.spill = new OperatorSpill(node.properties().id(), context);
    this.sorter = new ExternalSorter(node.types(), node.keys(), 1, spill, context);
  }

  @Override
  public Batch next() throws Exception {
    while (!sorted && !closed) {
      context.cancellation().check();
      Batch batch = input.next();
      if (batch == WAIT) {
        return WAIT;
      }
      if (batch == END) {
        input.close();
        sorter.finish();
        sorted = true;
      } else {
        sorter.add(batch);
      }
    }
    Batch batch = closed ? null : sorter.next();
    return batch == null ? END : batch;
  }

  @Override
  public void close() {
    closed = true;
    input.close();
    spill.close();
  }
}
