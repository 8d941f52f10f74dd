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
  private final ModifyNode node;

  /** Compiled when a row needs it, which is rare. */
  private Row recheck;

  private Row conflict;

  /** A condition, null for true, and the values of a new row. */
  private record Row(Evaluator condition, List<Evaluator> values) {}

  private PlanRowEvaluator(ModifyNode node, WriteChecks checks, ExecutionContext context) {
    this.context = context;
    this.checks = checks;
    this.node = node;
  }

  /** The evaluator of a node, or null if it needs none. */
  static PlanRowEvaluator of(ModifyNode node, WriteChecks checks, ExecutionContext context) {
    return node.recheck() == null && node.conflict() == null
        ? null
        : new PlanRowEvaluator(node, checks, context);
  }

  private Row compile(Expression condition, List<Expression> values) {
    return new Row(
        condition == null ? null : Expressions.compile(condition, context),
        values.stream().map(value -> Expressions.compile(value, context)).toList());
  }

  @Override
  public Batch recheck(Batch newest) {
    if (node.recheck() == null) {
      return newest;
    }
    if (recheck == null) {
      recheck = compile(node.recheck().condition(), node.recheck().newValues());
    }
    if (!holds(recheck.condition, newest)) {
      return null;
    }
    return recheck.values.isEmpty() ? newest : checked(recheck.values, newest);
  }

  @Override
  public Batch conflict(Batch existing, Batch proposed) {
    if (node.conflict() == null || node.conflict().update() == null) {
      return null;
    }
    if (conflict == null) {
      conflict = compile(node.conflict().condition(), node.conflict().update());
    }
    Batch both = existing.append(proposed);
    return holds(conflict.condition, both) ? checked(conflict.values, both) : null;
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
