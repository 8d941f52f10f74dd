package io.megadb.operator.subplan;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.FragmentInputs;
import io.megadb.operator.Operator;
import io.megadb.operator.store.NullRows;
import io.megadb.plan.ApplyNode;
import io.megadb.vector.Batch;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;

/** Runs the right plan for each left row, whose values are parameters of that run. */
public final class ApplyOperator implements Operator {
  private final ApplyNode node;
  private final Operator left;
  private final SubPlan right;
  private final ExecutionContext context;

  private Batch current;
  private int row;
  private Operator run;
  private boolean matched;
  private boolean done;

  public ApplyOperator(
      ApplyNode node, Operator left, FragmentInputs fragment, ExecutionContext context) {
    this.node = node;
    this.left = left;
    this.context = context;
    right = new SubPlan(node.right(), fragment);
  }

  @Override
  public Batch next() throws Exception {
    while (!done) {
      if (!right.ready()) {
        return WAIT;
      }
      if (run != null) {
        Batch batch = run.next();
        if (batch == WAIT) {
          return WAIT;
        }
        if (batch != END) {
          matched = true;
          return leftRow(batch.size()).append(batch);
        }
        endRun();
        if (!matched && node.outer()) {
          Batch nulls = leftRow(1).append(NullRows.of(node.right().types(), 1));
          row++;
          return nulls;
        }
        row++;
      } else if (current != null && row < current.size()) {
        run = right.start(bound());
        matched = false;
      } else {
        Batch batch = left.next();
        if (batch == WAIT) {
          return WAIT;
        }
        done = batch == END;
        current = batch;
        row = 0;
      }
    }
    return END;
  }

  private ExecutionContext bound() {
    Object[] values = new Object[node.columns().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Values.get(current.column(node.columns().get(i)), row);
    }
    return new ExecutionContext(
        context.queryId(),
        context.evaluation(),
        new OuterValues(context.parameters(), node.firstParameter(), values),
        context.extensions(),
        context.memory(),
        context.cancellation(),
        context.metrics(),
        context.batchRows());
  }

  private Batch leftRow(int count) {
    Vector[] columns = new Vector[current.columnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new ConstantVector(count, current.column(i).slice(row, row + 1).flat());
    }
    return new Batch(count, columns);
  }

  private void endRun() {
    if (run != null) {
      run.close();
      run = null;
    }
  }

  @Override
  public void close() {
    done = true;
    endRun();
    right.close();
    left.close();
  }
}
