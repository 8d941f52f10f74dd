package io.megadb.tables.filter;

import io.megadb.error.MegaDbException;
import io.megadb.execution.ExecutionContext;
import io.megadb.expression.ExpressionCompiler;
import io.megadb.function.ScalarFunction;
import io.megadb.function.Volatility;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.Literal;
import io.megadb.plan.expression.Parameter;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.Optional;

/** Values of expressions that depend on no row. Stateless. */
public final class Constants {
  private Constants() {}

  /**
   * A constant's value.
   *
   * @param value as in {@code io.megadb.vector.Values}, null for SQL null
   */
  public record Value(Object value) {}

  /**
   * The value, or empty if the expression depends on rows, gives another value at each call, or
   * fails: whoever evaluates it for a row then reports that.
   */
  public static Optional<Value> of(Expression expression, ExecutionContext context) {
    if (!isConstant(expression, context)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Value(evaluate(expression, context)));
    } catch (MegaDbException failure) {
      return Optional.empty();
    }
  }

  /** The value of an expression without columns; fails as its evaluation does. */
  public static Object evaluate(Expression expression, ExecutionContext context) {
    if (expression instanceof Literal literal) {
      return literal.value();
    } else if (expression instanceof Parameter parameter) {
      return context.parameters().get(parameter.index());
    }
    return new ExpressionCompiler(context.functions())
        .evaluateConstant(expression, context.evaluation(), context.parameters());
  }

  private static boolean isConstant(Expression expression, ExecutionContext context) {
    if (expression instanceof InputReference) {
      return false;
    }
    if (expression instanceof FunctionCall call) {
      ScalarFunction function = context.functions().scalar(call.function());
      if (function == null || function.signature().volatility() == Volatility.VOLATILE) {
        return false;
      }
    }
    for (Expression operand : expression.operands()) {
      if (!isConstant(operand, context)) {
        return false;
      }
    }
    return true;
  }

  /** True for casts that change the type's name only: to wider integers, from varchar to text. */
  static boolean keepsValue(PgType from, PgType to) {
    int width = integerWidth(from);
    return width > 0 && width <= integerWidth(to)
        || (from.is(PgTypes.VARCHAR) || from.is(PgTypes.TEXT)) && to.is(PgTypes.TEXT)
        || from.is(PgTypes.TEXT) && to.is(PgTypes.VARCHAR) && to.typmod() < 0;
  }

  private static int integerWidth(PgType type) {
    return type.is(PgTypes.INT2) ? 2 : type.is(PgTypes.INT4) ? 4 : type.is(PgTypes.INT8) ? 8 : 0;
  }
}
