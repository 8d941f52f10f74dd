package io.megadb.vectorops.search;

import io.megadb.plan.FilterNode;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.JoinKind;
import io.megadb.plan.NestedLoopJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.TableScan;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.Parameter;
import io.megadb.plan.expression.SpecialForm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Takes the conditions that read an outer row out of a plan, so that the plan gives the same rows
 * for every outer row and the conditions choose among them.
 *
 * @param plan without what reads the outer row; same columns
 * @param conditions over the plan's columns and the outer row's parameters
 */
record OuterConditions(PlanNode plan, List<Expression> conditions) {
  /**
   * Null if anything but conditions on the plan's rows reads the outer row, or if a volatile
   * function is called, which each outer row would call anew.
   *
   * @param reads whether a parameter is a value of the outer row
   * @param volatileCall whether a function gives other values each time
   */
  static OuterConditions of(
      PlanNode plan, Predicate<Parameter> reads, Predicate<FunctionCall> volatileCall) {
    return new Search(reads, volatileCall).strip(plan);
  }

  private record Search(Predicate<Parameter> reads, Predicate<FunctionCall> volatileCall) {
    OuterConditions strip(PlanNode node) {
      if (isFreePlan(node)) {
        return new OuterConditions(node, List.of());
      }
      if (node instanceof TableScan scan) {
        return scan(scan);
      }
      if (node instanceof FilterNode filter) {
        return filter(filter);
      }
      if (node instanceof ProjectNode project) {
        return project(project);
      }
      if (node instanceof HashJoinNode join) {
        return keepsLeftRows(join.kind()) && isFree(join.residual()) ? left(join) : null;
      }
      if (node instanceof NestedLoopJoinNode join) {
        return keepsLeftRows(join.kind()) && isFree(join.condition()) ? left(join) : null;
      }
      return null;
    }

    private OuterConditions scan(TableScan scan) {
      if (!scan.key().stream().allMatch(this::isFree) || scan.limit() >= 0) {
        return null;
      }
      List<Expression> free = new ArrayList<>();
      List<Expression> outer = new ArrayList<>();
      for (Expression filter : scan.filters()) {
        if (isVolatile(filter)) {
          return null;
        }
        (isFree(filter) ? free : outer).add(filter);
      }
      TableScan plan =
          new TableScan(
              scan.properties(),
              scan.table(),
              scan.columns(),
              free,
              scan.key(),
              scan.limit(),
              scan.rowIdentity());
      return new OuterConditions(plan, outer);
    }

    private OuterConditions filter(FilterNode filter) {
      OuterConditions input = strip(filter.input());
      if (input == null) {
        return null;
      }
      List<Expression> free = new ArrayList<>();
      List<Expression> outer = new ArrayList<>(input.conditions());
      for (Expression conjunct : conjuncts(filter.condition())) {
        if (isVolatile(conjunct)) {
          return null;
        }
        (isFree(conjunct) ? free : outer).add(conjunct);
      }
      Expression condition = conjunction(free);
      PlanNode plan =
          condition == null
              ? input.plan()
              : new FilterNode(filter.properties(), input.plan(), condition);
      return new OuterConditions(plan, outer);
    }

    private OuterConditions project(ProjectNode project) {
      OuterConditions input = strip(project.input());
      if (input == null || !project.expressions().stream().allMatch(this::isFree)) {
        return null;
      }
      List<Expression> outer = new ArrayList<>();
      for (Expression condition : input.conditions()) {
        Expression above =
            Substitution.in(
                condition,
                leaf ->
                    leaf instanceof InputReference reference ? output(project, reference) : leaf);
        if (above == null) {
          return null;
        }
        outer.add(above);
      }
      return new OuterConditions(project.withInputs(List.of(input.plan())), outer);
    }

    private static Expression output(ProjectNode project, InputReference column) {
      int index = project.expressions().indexOf(column);
      return index < 0 ? null : new InputReference(index, column.type());
    }

    private OuterConditions left(PlanNode join) {
      OuterConditions left = strip(join.inputs().get(0));
      return left == null || !isFreePlan(join.inputs().get(1))
          ? null
          : new OuterConditions(
              join.withInputs(List.of(left.plan(), join.inputs().get(1))), left.conditions());
    }

    /** Kinds whose rows are left rows, each chosen or not by what is on the right. */
    private static boolean keepsLeftRows(JoinKind kind) {
      return kind != JoinKind.RIGHT && kind != JoinKind.FULL;
    }

    /** Whether a whole plan reads nothing of the outer row; where that is not known, it does. */
    private boolean isFreePlan(PlanNode plan) {
      return PlanExpressions.of(plan).stream().allMatch(this::isFree)
          && plan.inputs().stream().allMatch(this::isFreePlan);
    }

    private boolean isFree(Expression expression) {
      return expression == null
          || !(expression instanceof Parameter parameter && reads.test(parameter))
              && !(expression instanceof FunctionCall call && volatileCall.test(call))
              && expression.operands().stream().allMatch(this::isFree);
    }

    private boolean isVolatile(Expression expression) {
      return expression instanceof FunctionCall call && volatileCall.test(call)
          || expression.operands().stream().anyMatch(this::isVolatile);
    }
  }

  static List<Expression> conjuncts(Expression condition) {
    return condition instanceof SpecialForm form && form.form() == SpecialForm.Form.AND
        ? form.operands().stream().flatMap(operand -> conjuncts(operand).stream()).toList()
        : List.of(condition);
  }

  /** Null for none. */
  static Expression conjunction(List<Expression> conditions) {
    return conditions.isEmpty()
        ? null
        : conditions.size() == 1
            ? conditions.get(0)
            : new SpecialForm(SpecialForm.Form.AND, conditions, conditions.get(0).type());
  }
}
