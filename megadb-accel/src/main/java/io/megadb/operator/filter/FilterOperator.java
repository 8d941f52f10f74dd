package io.megadb.operator.filter;

import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Expressions;
import io.megadb.operator.Operator;
import io.megadb.operator.Selection;
import io.megadb.plan.FilterNode;
import io.megadb.vector.Batch;

/** Keeps the rows for which the condition is true; the rows kept are moved together. */
public final class FilterOperator implements Operator {
  private final Operator input;
  private final Evaluator condition;
  private final ExecutionContext context;

  public FilterOperator(FilterNode node, Operator input, ExecutionContext context) {
    this.input = input;
    this.context = context;
    this.condition = Expressions.compile(node.condition(), context);
  }

  @Override
  public Batch next() throws Exception {
    while (true) {
      context.cancellation().check();
      Batch batch = input.next();
      if (batch == END || batch == WAIT) {
        return batch;
      }
      Batch kept = Selection.apply(batch, condition.evaluate(batch, context));
      if (kept != null) {
        return kept;
      }
    }
  }

  @Override
  public void close() {
    input.close();
  }
}
