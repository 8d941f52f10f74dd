package io.megadb.vectorops.search;

import io.megadb.plan.expression.CaseExpression;
import io.megadb.plan.expression.Cast;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.SpecialForm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Expressions with other parts. */
final class Substitution {
  private Substitution() {}

  /**
   * An expression in which some parts are others.
   *
   * @param replacement of a part: the part itself to go on inside it, null if there is none
   * @return null if any part has no replacement
   */
  static Expression in(Expression expression, UnaryOperator<Expression> replacement) {
    Expression replaced = replacement.apply(expression);
    if (replaced != expression || expression.operands().isEmpty()) {
      return replaced;
    }
    List<Expression> operands = new ArrayList<>();
    for (Expression operand : expression.operands()) {
      Expression inside = in(operand, replacement);
      if (inside == null) {
        return null;
      }
      operands.add(inside);
    }
    if (expression instanceof FunctionCall call) {
      return new FunctionCall(call.function(), operands, call.type());
    }
    if (expression instanceof Cast cast) {
      return new Cast(operands.get(0), cast.type(), cast.explicit());
    }
    if (expression instanceof SpecialForm form) {
      return new SpecialForm(form.form(), operands, form.type());
    }
    CaseExpression choice = (CaseExpression) expression;
    List<CaseExpression.Branch> branches = new ArrayList<>();
    for (int i = 0; i < choice.branches().size(); i++) {
      branches.add(new CaseExpression.Branch(operands.get(2 * i), operands.get(2 * i + 1)));
    }
    return new CaseExpression(branches, operands.get(operands.size() - 1), choice.type());
  }
}
