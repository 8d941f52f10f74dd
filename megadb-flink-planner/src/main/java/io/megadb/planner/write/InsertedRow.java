package io.megadb.planner.write;

import io.megadb.plan.PlanNode;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.ValuesNode;
import io.megadb.plan.expression.CaseExpression;
import io.megadb.plan.expression.Cast;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.Literal;
import io.megadb.plan.expression.Parameter;
import io.megadb.plan.expression.SpecialForm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Turns the plan of a one-row INSERT ... VALUES ($1, ...) into expressions over a batch whose
 * columns stand for the parameters, so that many rows can be computed at once.
 */
public final class InsertedRow {
  private InsertedRow() {}

  /** The row's expressions, parameters replaced by columns of the same number. */
  public static List<Expression> expressions(PlanNode source) {
    return row(source).stream().map(InsertedRow::columnsForParameters).toList();
  }

  /** The single row of a tree of projections over VALUES. */
  private static List<Expression> row(PlanNode node) {
    if (node instanceof ValuesNode values && values.rows().size() == 1) {
      return values.rows().get(0);
    }
    if (node instanceof ProjectNode project) {
      List<Expression> input = row(project.input());
      return project.expressions().stream()
          .map(
              expression ->
                  replace(
                      expression,
                      leaf ->
                          leaf instanceof InputReference reference
                              ? input.get(reference.index())
                              : leaf))
          .toList();
    }
    throw new IllegalStateException("not the plan of a single row: " + node);
  }

  private static Expression columnsForParameters(Expression expression) {
    return replace(
        expression,
        leaf ->
            leaf instanceof Parameter parameter
                ? new InputReference(parameter.index(), parameter.type())
                : leaf);
  }

  private static Expression replace(Expression expression, UnaryOperator<Expression> leaves) {
    if (expression instanceof FunctionCall call) {
      return new FunctionCall(call.function(), all(call.operands(), leaves), call.type());
    }
    if (expression instanceof SpecialForm form) {
      return new SpecialForm(form.form(), all(form.operands(), leaves), form.type());
    }
    if (expression instanceof Cast cast) {
      return new Cast(replace(cast.operand(), leaves), cast.type(), cast.explicit());
    }
    if (expression instanceof CaseExpression choice) {
      List<CaseExpression.Branch> branches = new ArrayList<>();
      for (CaseExpression.Branch branch : choice.branches()) {
        branches.add(
            new CaseExpression.Branch(
                replace(branch.condition(), leaves), replace(branch.value(), leaves)));
      }
      return new CaseExpression(branches, replace(choice.otherwise(), leaves), choice.type());
    }
    if (expression instanceof InputReference
        || expression instanceof Parameter
        || expression instanceof Literal) {
      return leaves.apply(expression);
    }
    throw new IllegalStateException("unknown expression " + expression);
  }

  private static List<Expression> all(
      List<Expression> expressions, UnaryOperator<Expression> leaves) {
    return expressions.stream().map(expression -> replace(expression, leaves)).toList();
  }
}
