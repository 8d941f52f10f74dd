package io.megadb.expression;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.function.EvaluationContext;
import io.megadb.function.FunctionRegistry;
import io.megadb.function.ScalarFunction;
import io.megadb.function.ScalarKernel;
import io.megadb.function.Volatility;
import io.megadb.function.cast.Casts;
import io.megadb.plan.expression.CaseExpression;
import io.megadb.plan.expression.Cast;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.Literal;
import io.megadb.plan.expression.Parameter;
import io.megadb.plan.expression.SpecialForm;
import io.megadb.plan.expression.SpecialForm.Form;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import io.megadb.vector.Batch;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compiles expressions; one compilation per operator instance, as kernels belong to a thread. */
public final class ExpressionCompiler {
  private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", "<=", ">", ">=");

  private final FunctionRegistry functions;

  public ExpressionCompiler(FunctionRegistry functions) {
    this.functions = functions;
  }

  /**
   * The evaluator of an expression.
   *
   * @throws MegaDbException 42883 for a function that no plugin brings, 42846 for a cast that does
   *     not exist
   */
  public Evaluator compile(Expression expression) {
    if (expression instanceof InputReference reference) {
      int index = reference.index();
      return (batch, context) -> batch.column(index);
    }
    if (expression instanceof Literal literal) {
      FlatVector value = single(literal.type(), literal.value());
      return (batch, context) -> new ConstantVector(batch.size(), value);
    }
    if (expression instanceof Parameter parameter) {
      return (batch, context) ->
          new ConstantVector(
              batch.size(), single(parameter.type(), context.parameters().get(parameter.index())));
    }
    if (expression instanceof FunctionCall call) {
      return function(call);
    }
    if (expression instanceof Cast cast) {
      ScalarKernel kernel = Casts.kernel(cast.operand().type(), cast.type(), cast.explicit());
      return apply(kernel, List.of(cast.operand()));
    }
    if (expression instanceof CaseExpression branches) {
      return branches(branches);
    }
    return form((SpecialForm) expression);
  }

  /** The evaluators of several expressions. */
  public Evaluator[] compileAll(List<Expression> expressions) {
    Evaluator[] evaluators = new Evaluator[expressions.size()];
    for (int i = 0; i < evaluators.length; i++) {
      evaluators[i] = compile(expressions.get(i));
    }
    return evaluators;
  }

  /**
   * The value of an expression without input columns, as in {@link Values}.
   *
   * @param parameters values of $1 and following
   */
  public Object evaluateConstant(
      Expression expression, EvaluationContext context, List<Object> parameters) {
    ExecutionContext execution =
        new ExecutionContext("constant", context, parameters, null, null, null, null, 1);
    return Values.get(compile(expression).evaluate(new Batch(1), execution), 0);
  }

  /** As the other, without parameters and for expressions that are foldable. */
  public Object evaluateConstant(Expression expression) {
    return evaluateConstant(expression, EvaluationContext.constant(), List.of());
  }

  /**
   * Whether the expression has the same value for ever: no columns, no parameters, only immutable
   * functions, no cast that depends on the session. Its evaluation may still fail.
   */
  public boolean isFoldable(Expression expression) {
    if (expression instanceof InputReference || expression instanceof Parameter) {
      return false;
    }
    if (expression instanceof FunctionCall call) {
      ScalarFunction function = functions.scalar(call.function());
      if (function == null || function.signature().volatility() != Volatility.IMMUTABLE) {
        return false;
      }
    }
    if (expression instanceof Cast cast && !isImmutable(cast)) {
      return false;
    }
    for (Expression operand : expression.operands()) {
      if (!isFoldable(operand)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isImmutable(Cast cast) {
    PgType from = cast.operand().type();
    PgType to = cast.type();
    boolean zoned = from.is(PgTypes.TIMESTAMPTZ) != to.is(PgTypes.TIMESTAMPTZ);
    boolean moment = isMoment(from) != isMoment(to);
    boolean named = from.toString().startsWith("reg") || to.toString().startsWith("reg");
    boolean floating = from.kind() == VectorKind.DOUBLE && to.kind() == VectorKind.BYTES;
    return !zoned && !moment && !named && !floating && !from.is(PgTypes.BYTEA);
  }

  private static boolean isMoment(PgType type) {
    return type.is(PgTypes.DATE)
        || type.is(PgTypes.TIMESTAMP)
        || type.is(PgTypes.TIMESTAMPTZ)
        || type.is(PgTypes.TIME)
        || type.is(PgTypes.INTERVAL);
  }

  private static FlatVector single(PgType type, Object value) {
    if (type.kind() != VectorKind.LIST) {
      return Values.single(type.kind(), value);
    }
    VectorBuilder builder = VectorBuilder.of(type, 1);
    builder.append(value);
    return builder.build();
  }

  private Evaluator function(FunctionCall call) {
    ScalarFunction function = functions.scalar(call.function());
    if (function == null) {
      throw new MegaDbException(
          SqlState.UNDEFINED_FUNCTION, "function " + call.function() + " does not exist");
    }
    List<PgType> types = new ArrayList<>();
    for (Expression operand : call.operands()) {
      types.add(operand.type());
    }
    return apply(function.bind(types, call.type()), call.operands());
  }

  private Evaluator apply(ScalarKernel kernel, List<Expression> expressions) {
    Evaluator[] operands = compileAll(expressions);
    return (batch, context) -> {
      Vector[] arguments = new Vector[operands.length];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = operands[i].evaluate(batch, context);
      }
      return kernel.apply(arguments, batch.size(), context.evaluation());
    };
  }

  private PartialEvaluator partial(Expression expression) {
    return new PartialEvaluator(expression, compile(expression));
  }

  private PartialEvaluator[] partials(List<Expression> expressions) {
    PartialEvaluator[] partials = new PartialEvaluator[expressions.size()];
    for (int i = 0; i < partials.length; i++) {
      partials[i] = partial(expressions.get(i));
    }
    return partials;
  }

  private Evaluator branches(CaseExpression expression) {
    List<Expression> conditions = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    for (CaseExpression.Branch branch : expression.branches()) {
      conditions.add(branch.condition());
      values.add(branch.value());
    }
    return new BranchEvaluator(
        partials(conditions), partials(values), partial(expression.otherwise()), expression.type());
  }

  private Evaluator form(SpecialForm form) {
    List<Expression> operands = form.operands();
    return switch (form.form()) {
      case AND, OR ->
          new LogicalEvaluator(form.form() == Form.AND, partials(operands), safe(operands));
      case NOT, IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE ->
          new TruthEvaluator(form.form(), compile(operands.get(0)));
      case COALESCE -> new CoalesceEvaluator(partials(operands), form.type());
      case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM, NULLIF, GREATEST, LEAST ->
          new ComparingEvaluator(
              form.form(), compileAll(operands), operands.get(0).type(), form.type());
      case IN -> in(operands);
    };
  }

  private Evaluator in(List<Expression> operands) {
    PgType type = operands.get(0).type();
    boolean hashable =
        type.kind() == VectorKind.LONG
            || type.kind() == VectorKind.BYTES
                && !type.is(PgTypes.BPCHAR)
                && !type.is(PgTypes.JSONB)
                && !type.is(PgTypes.JSON);
    List<Object> constants = new ArrayList<>();
    boolean withNull = false;
    for (Expression operand : operands.subList(1, operands.size())) {
      if (!hashable || !(operand instanceof Literal literal)) {
        return ComparingEvaluator.in(compileAll(operands), type);
      }
      if (literal.value() == null) {
        withNull = true;
      } else {
        constants.add(literal.value());
      }
    }
    if (constants.isEmpty()) {
      return ComparingEvaluator.in(compileAll(operands), type);
    }
    return new ConstantSetEvaluator(compile(operands.get(0)), constants.toArray(), withNull);
  }

  private boolean[] safe(List<Expression> operands) {
    boolean[] safe = new boolean[operands.size()];
    for (int i = 0; i < safe.length; i++) {
      safe[i] = isSafe(operands.get(i));
    }
    return safe;
  }

  /** Whether evaluation is cheap and cannot fail: comparisons of columns and constants. */
  private boolean isSafe(Expression expression) {
    if (expression instanceof InputReference
        || expression instanceof Literal
        || expression instanceof Parameter) {
      return true;
    }
    if (expression instanceof FunctionCall call) {
      return isComparison(call) && call.operands().stream().allMatch(this::isSafe);
    }
    return expression instanceof SpecialForm form
        && form.operands().stream().allMatch(this::isSafe);
  }

  private boolean isComparison(FunctionCall call) {
    if (!call.type().is(PgTypes.BOOL)) {
      return false;
    }
    for (String symbol : COMPARISONS) {
      boolean found =
          functions.operators(symbol).stream()
              .anyMatch(operator -> operator.function().equals(call.function()));
      if (found) {
        return true;
      }
    }
    return false;
  }
}
