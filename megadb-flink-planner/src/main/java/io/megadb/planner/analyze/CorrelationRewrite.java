package io.megadb.planner.analyze;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/** Replaces all uses of one correlation variable in a plan and in the subqueries within it. */
final class CorrelationRewrite extends RexShuttle {
  private final CorrelationId variable;
  private final Function<RexFieldAccess, RexNode> replacement;

  CorrelationRewrite(CorrelationId variable, Function<RexFieldAccess, RexNode> replacement) {
    this.variable = variable;
    this.replacement = replacement;
  }

  /** Replaces, in a subquery, the uses of all variables that stand for a scope's row. */
  static RexSubQuery ofOwn(
      Scope scope, RexSubQuery subquery, Function<RexFieldAccess, RexNode> replacement) {
    RelNode changed = subquery.rel;
    for (CorrelationId id : Correlations.in(subquery)) {
      if (scope.hasCreated(id)) {
        changed = new CorrelationRewrite(id, replacement).rewrite(changed);
      }
    }
    return changed.equals(subquery.rel) ? subquery : subquery.clone(changed);
  }

  RelNode rewrite(RelNode rel) {
    List<RelNode> inputs = new ArrayList<>();
    boolean changed = false;
    for (RelNode input : rel.getInputs()) {
      RelNode rewritten = rewrite(input);
      changed |= !rewritten.equals(input);
      inputs.add(rewritten);
    }
    RelNode copy = changed ? rel.copy(rel.getTraitSet(), inputs) : rel;
    return copy.accept(this);
  }

  @Override
  public RexNode visitFieldAccess(RexFieldAccess access) {
    return access.getReferenceExpr() instanceof RexCorrelVariable found && found.id.equals(variable)
        ? replacement.apply(access)
        : access;
  }

  @Override
  public RexNode visitSubQuery(RexSubQuery subquery) {
    RelNode rel = rewrite(subquery.rel);
    List<RexNode> operands = apply(subquery.operands);
    return rel.equals(subquery.rel) && operands.equals(subquery.operands)
        ? subquery
        : subquery.clone(subquery.getType(), operands).clone(rel);
  }
}
