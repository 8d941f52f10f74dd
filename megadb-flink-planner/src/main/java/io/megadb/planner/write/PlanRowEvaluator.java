package io.megadb.planner.write;

import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Expressions;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.expression.Expression;
import io.megadb.planner.storage.RowEvaluator;
import io.megadb.vector.Batch;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import java.util.List;

/** Evaluates a modification's expressions on single rows while it writes. */
final class PlanRowEvaluator implements RowEvaluator {
  private final ExecutionContext context;
  private final WriteChecks checks;
  private final Evaluator recheckCondition;
  private final List<Evaluator> newValues;
  private final Evaluator conflictCondition;
  private final List<Evaluator> conflictValues;

  private PlanRowEvaluator(ModifyNode node, WriteChecks checks, ExecutionContext context) {
    this.context = context;
    this.checks = checks;
    ModifyNode.Recheck recheck = node.recheck();
    ModifyNode.Conflict conflict = node.conflict();
    recheckCondition = recheck == null ? null : compile(recheck.condition());
    newValues = recheck == null ? null : compile(recheck.newValues());
    conflictCondition = conflict == null ? null : compile(conflict.condition());
    conflictValues =
        conflict == null || conflict.update() == null ? null : compile(conflict.update());
  }

  /** The evaluator of a node, or null if it needs none. */
  static PlanRowEvaluator of(ModifyNode node, WriteChecks checks, ExecutionContext context) {
    return node.recheck() == null && node.conflict() == null
        ? null
        : new PlanRowEvaluator(node, checks, context);
  }

  private Evaluator compile(Expression expression) {
    return expression == null ? null : Expressions.compile(expression, context);
  }

  private List<Evaluator> compile(List<Expression> expressions) {
    return expressions.stream().map(this::compile).toList();
  }

  @Override
  public Batch recheck(Batch newest) {
    if (!holds(recheckCondition, newest)) {
      return null;
    }
    if (newValues == null || newValues.isEmpty()) {
      return newest;
    }
    return checked(newValues, newest);
  }

  @Override
  public Batch conflict(Batch existing, Batch proposed) {
    if (conflictValues == null) {
      return null;
    }
    Batch both = existing.append(proposed);
    return holds(conflictCondition, both) ? checked(conflictValues, both) : null;
  }

  private boolean holds(Evaluator condition, Batch row) {
    return condition == null
        || Boolean.TRUE.equals(Values.get(condition.evaluate(row, context), 0));
  }

  private Batch checked(List<Evaluator> evaluators, Batch row) {
    Vector[] values = new Vector[evaluators.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = evaluators.get(i).evaluate(row, context);
    }
    Batch result = new Batch(row.size(), values);
    checks.check(result);
    return result;
  }
}
