package io.megadb.planner.explain;

import io.megadb.function.EvaluationContext;
import io.megadb.function.FunctionId;
import io.megadb.function.FunctionRegistry;
import io.megadb.function.OperatorSignature;
import io.megadb.plan.expression.CaseExpression;
import io.megadb.plan.expression.Cast;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.Literal;
import io.megadb.plan.expression.Parameter;
import io.megadb.plan.expression.SpecialForm;
import io.megadb.type.text.TypeText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Expressions in SQL's spelling. Immutable. */
final class ExpressionText {
  private final Map<FunctionId, String> operators = new HashMap<>();

  ExpressionText(FunctionRegistry functions) {
    for (List<OperatorSignature> signatures : functions.allOperators()) {
      for (OperatorSignature signature : signatures) {
        operators.putIfAbsent(signature.function(), signature.symbol());
      }
    }
  }

  /**
   * @param names of the input's columns
   */
  String of(Expression expression, List<String> names) {
    if (expression instanceof InputReference reference) {
      return names.get(reference.index());
    }
    if (expression instanceof Literal literal) {
      return literal(literal);
    }
    if (expression instanceof Parameter parameter) {
      return "$" + (parameter.index() + 1);
    }
    if (expression instanceof Cast cast) {
      return "(" + of(cast.operand(), names) + ")::" + cast.type();
    }
    if (expression instanceof CaseExpression choice) {
      StringBuilder text = new StringBuilder("CASE");
      for (CaseExpression.Branch branch : choice.branches()) {
        text.append(" WHEN ")
            .append(of(branch.condition(), names))
            .append(" THEN ")
            .append(of(branch.value(), names));
      }
      return text + " ELSE " + of(choice.otherwise(), names) + " END";
    }
    if (expression instanceof SpecialForm form) {
      return special(form, names);
    }
    return call((FunctionCall) expression, names);
  }

  private static String literal(Literal literal) {
    if (literal.value() == null) {
      return "NULL::" + literal.type();
    }
    String text = TypeText.format(literal.type(), literal.value(), EvaluationContext.constant());
    return switch (literal.type().kind()) {
      case LONG, NUMERIC, DOUBLE ->
          text.matches("[0-9.]+") ? text : "'" + text + "'::" + literal.type();
      case BOOL -> text.equals("t") ? "true" : "false";
      default -> "'" + text.replace("'", "''") + "'::" + literal.type();
    };
  }

  private String call(FunctionCall call, List<String> names) {
    String symbol = operators.get(call.function());
    List<Expression> operands = call.operands();
    if (symbol != null && operands.size() == 2) {
      return "("
          + of(operands.get(0), names)
          + " "
          + symbol
          + " "
          + of(operands.get(1), names)
          + ")";
    }
    if (symbol != null && operands.size() == 1) {
      return "(" + symbol + " " + of(operands.get(0), names) + ")";
    }
    return call.function().name() + list(operands, names, ", ");
  }

  private String special(SpecialForm form, List<String> names) {
    List<Expression> operands = form.operands();
    return switch (form.form()) {
      case AND -> list(operands, names, " AND ");
      case OR -> list(operands, names, " OR ");
      case NOT -> "(NOT " + of(operands.get(0), names) + ")";
      case IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE ->
          "(" + of(operands.get(0), names) + " " + form.form().name().replace('_', ' ') + ")";
      case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM ->
          "("
              + of(operands.get(0), names)
              + " "
              + form.form().name().replace('_', ' ')
              + " "
              + of(operands.get(1), names)
              + ")";
      case IN ->
          "("
              + of(operands.get(0), names)
              + " IN "
              + list(operands.subList(1, operands.size()), names, ", ")
              + ")";
      case COALESCE, NULLIF, GREATEST, LEAST -> form.form() + list(operands, names, ", ");
    };
  }

  private String list(List<Expression> expressions, List<String> names, String separator) {
    return expressions.stream()
        .map(expression -> of(expression, names))
        .collect(Collectors.joining(separator, "(", ")"));
  }
}
