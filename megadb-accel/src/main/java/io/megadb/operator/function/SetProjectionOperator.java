package io.megadb.operator.function;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.store.NullRows;
import io.megadb.plan.SetProjectionNode;
import io.megadb.vector.Batch;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.List;

/** Functions that return sets, called in step for each input row. */
public final class SetProjectionOperator implements Operator {
  private final Operator input;
  private final ExecutionContext context;
  private final List<SetCall> calls = new ArrayList<>();
  private Batch current;
  private int row;
  private boolean running;
  private boolean done;

  public SetProjectionOperator(SetProjectionNode node, Operator input, ExecutionContext context) {
    this.input = input;
    this.context = context;
    node.calls().forEach(call -> calls.add(new SetCall(call, context)));
  }

  @Override
  public Batch next() throws Exception {
    while (!done) {
      context.cancellation().check();
      if (running) {
        int rows = availableRows();
        if (rows > 0) {
          return output(rows);
        }
        running = false;
        row++;
      } else if (current != null && row < current.size()) {
        for (SetCall call : calls) {
          call.start(row);
        }
        running = true;
      } else {
        Batch batch = input.next();
        if (batch == WAIT) {
          return WAIT;
        }
        done = batch == END;
        if (!done) {
          current = batch;
          row = 0;
          for (SetCall call : calls) {
            call.bind(batch);
          }
        }
      }
    }
    return END;
  }

  /** Rows that can be given without a call running dry in between; 0 if all have ended. */
  private int availableRows() {
    int rows = 0;
    for (SetCall call : calls) {
      int available = call.available();
      if (available > 0) {
        rows = rows == 0 ? available : Math.min(rows, available);
      }
    }
    return rows;
  }

  private Batch output(int rows) {
    Vector[] columns = new Vector[current.columnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new ConstantVector(rows, current.column(i).slice(row, row + 1).flat());
    }
    Batch output = new Batch(rows, columns);
    for (SetCall call : calls) {
      output =
          output.append(
              call.available() > 0 ? call.take(rows) : NullRows.of(List.of(call.type()), rows));
    }
    return output;
  }

  @Override
  public void close() {
    done = true;
    running = false;
    current = null;
    input.close();
  }
}
