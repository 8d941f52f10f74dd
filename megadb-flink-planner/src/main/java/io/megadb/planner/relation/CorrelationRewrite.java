package io.megadb.planner.relation;

import java.util.function.Function;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;

/** Replaces all uses of one correlation variable in a plan and in the subqueries within it. */
public final class CorrelationRewrite extends PlanShuttle {
  private final CorrelationId variable;
  private final Function<RexFieldAccess, RexNode> replacement;

  public CorrelationRewrite(CorrelationId variable, Function<RexFieldAccess, RexNode> replacement) {
    this.variable = variable;
    this.replacement = replacement;
  }

  @Override
  public RexNode visitFieldAccess(RexFieldAccess access) {
    return access.getReferenceExpr() instanceof RexCorrelVariable found && found.id.equals(variable)
        ? replacement.apply(access)
        : access;
  }
}
