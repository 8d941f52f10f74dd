package io.megadb.operator;

import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.expression.ExpressionCompiler;
import io.megadb.plan.expression.Expression;
import io.megadb.vector.Batch;
import io.megadb.vector.Values;
import java.util.List;

/** Expressions made ready for operators. */
public final class Expressions {
  private Expressions() {}

  public static Evaluator compile(Expression expression, ExecutionContext context) {
    return new ExpressionCompiler(context.functions()).compile(expression);
  }

  public static List<Evaluator> compile(List<Expression> expressions, ExecutionContext context) {
    return expressions.stream().map(expression -> compile(expression, context)).toList();
  }

  /** The value, as in {@link Values}, of an expression without input references. */
  public static Object value(Expression expression, ExecutionContext context) {
    return Values.get(compile(expression, context).evaluate(new Batch(1), context), 0);
  }
}
