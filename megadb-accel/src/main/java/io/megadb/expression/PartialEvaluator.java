package io.megadb.expression;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.InputReference;
import io.megadb.type.VectorKind;
import io.megadb.vector.Batch;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import java.util.BitSet;

/** An expression evaluated for some rows only; just the columns it reads are compacted. */
final class PartialEvaluator {
  private final Evaluator evaluator;
  private final BitSet columns = new BitSet();

  PartialEvaluator(Expression expression, Evaluator evaluator) {
    this.evaluator = evaluator;
    collect(expression);
  }

  private void collect(Expression expression) {
    if (expression instanceof InputReference reference) {
      columns.set(reference.index());
    }
    for (Expression operand : expression.operands()) {
      collect(operand);
    }
  }

  Vector evaluate(Batch batch, ExecutionContext context) {
    return evaluator.evaluate(batch, context);
  }

  /** A vector of {@code count} rows for the named rows of the batch. */
  Vector evaluate(Batch batch, int[] rows, int count, ExecutionContext context) {
    if (count == batch.size()) {
      return evaluator.evaluate(batch, context);
    }
    Vector[] selected = new Vector[batch.columnCount()];
    ConstantVector unused = Values.constant(VectorKind.LONG, null, count);
    for (int i = 0; i < selected.length; i++) {
      selected[i] = columns.get(i) ? batch.column(i).select(rows, count) : unused;
    }
    return evaluator.evaluate(new Batch(count, selected), context);
  }
}
