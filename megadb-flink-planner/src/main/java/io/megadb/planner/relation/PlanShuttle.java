package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/** Changes expressions in a whole plan and in the subqueries within it. */
public abstract class PlanShuttle extends RexShuttle {
  /** The plan with all its expressions visited; the same one if none changed. */
  public final RelNode rewrite(RelNode rel) {
    if (rel.getInputs().isEmpty()) {
      RelNode replaced = leaf(rel);
      return replaced.equals(rel) ? rel.accept(this) : replaced;
    }
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

  /** What stands in the place of a node without inputs. */
  RelNode leaf(RelNode rel) {
    return rel;
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
