package io.megadb.operator.values;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Expressions;
import io.megadb.operator.Operator;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.RowStore;
import io.megadb.plan.ValuesNode;
import io.megadb.plan.expression.Expression;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.List;

/** Evaluates the rows written in the plan, a batch at a time. */
public final class ValuesOperator implements Operator {
  private final ValuesNode node;
  private final ExecutionContext context;
  private int next;

  public ValuesOperator(ValuesNode node, ExecutionContext context) {
    this.node = node;
    this.context = context;
  }

  @Override
  public Batch next() {
    int size = node.rows().size();
    if (next >= size) {
      return END;
    }
    int end = Math.min(size, next + context.batchRows());
    Batch one = new Batch(1);
    try (MemoryAccount account = MemoryAccount.spilling(context.memory())) {
      RowStore rows = new RowStore(node.types(), account);
      for (; next < end; next++) {
        List<Expression> expressions = node.rows().get(next);
        Vector[] row = new Vector[expressions.size()];
        for (int i = 0; i < row.length; i++) {
          row[i] = Expressions.compile(expressions.get(i), context).evaluate(one, context);
        }
        rows.append(1, row);
      }
      return rows.view();
    }
  }

  @Override
  public void close() {
    next = Integer.MAX_VALUE;
  }
}
