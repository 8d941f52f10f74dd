package io.megadb.planner.physical;

import io.megadb.plan.ModifyNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.expression.Expression;
import io.megadb.planner.analyze.AnalyzedModification;
import io.megadb.planner.relation.ExpressionTranslator;
import java.util.ArrayList;
import java.util.List;

/** The root of INSERT, UPDATE and DELETE. */
public final class ModificationPlanner {
  private final PhysicalPlanner planner;
  private final ExpressionTranslator expressions;

  public ModificationPlanner(PhysicalPlanner planner) {
    this.planner = planner;
    expressions = planner.expressions();
  }

  /**
   * @param input plans the statement's rows
   */
  public ModifyNode plan(AnalyzedModification modification, PlanNode input) {
    List<ModifyNode.Check> checks = new ArrayList<>();
    for (AnalyzedModification.Check check : modification.checks()) {
      Expression condition =
          check.condition() == null ? null : expressions.translate(check.condition());
      checks.add(new ModifyNode.Check(check.column(), check.name(), condition));
    }
    return new ModifyNode(
        planner
            .builder()
            .properties(PlanBuilder.rows(input), CostModel.rows(PlanBuilder.rows(input), 4)),
        input,
        modification.table().reference(),
        modification.kind(),
        recheck(modification),
        conflict(modification.conflict()),
        modification.returning() != null,
        modification.table().types(),
        checks);
  }

  private ModifyNode.Recheck recheck(AnalyzedModification modification) {
    if (modification.recheckValues() == null) {
      return null;
    }
    return new ModifyNode.Recheck(
        modification.recheckCondition() == null
            ? null
            : expressions.translate(modification.recheckCondition()),
        expressions.translate(modification.recheckValues()));
  }

  private ModifyNode.Conflict conflict(AnalyzedModification.Conflict conflict) {
    if (conflict == null) {
      return null;
    }
    return new ModifyNode.Conflict(
        conflict.update() == null ? null : expressions.translate(conflict.update()),
        conflict.condition() == null ? null : expressions.translate(conflict.condition()));
  }

  /** RETURNING's columns over the table's. */
  public List<Expression> returning(AnalyzedModification modification) {
    return modification.returning() == null
        ? List.of()
        : expressions.translate(modification.returning());
  }
}
