package io.megadb.operator.filter;

import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Expressions;
import io.megadb.operator.Operator;
import io.megadb.plan.ProjectNode;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.List;

/** Computes a row from each row. */
public final class ProjectOperator implements Operator {
  private final Operator input;
  private final List<Evaluator> expressions;
  private final ExecutionContext context;

  public ProjectOperator(ProjectNode node, Operator input, ExecutionContext context) {
    this.input = input;
    this.context = context;
    this.expressions = Expressions.compile(node.expressions(), context);
  }

  @Override
  public Batch next() throws Exception {
    Batch batch = input.next();
    if (batch == END || batch == WAIT) {
      return batch;
    }
    Vector[] columns = new Vector[expressions.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = expressions.get(i).evaluate(batch, context);
    }
    return new Batch(batch.size(), columns);
  }

  @Override
  public void close() {
    input.close();
  }
}
