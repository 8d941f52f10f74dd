package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/** The conditions under which those who read a shared plan want its rows. */
final class SharedConditions {
  /** Testing more alternatives would cost more than it spares. */
  private static final int MAX_READERS = 8;

  private final SharedPlan plan;
  private final List<RexNode> conditions = new ArrayList<>();
  private boolean all;

  private SharedConditions(SharedPlan plan) {
    this.plan = plan;
  }

  /**
   * A condition over the plan's rows that all rows satisfy which anybody wants.
   *
   * @param readers plans in which it is read, with all its columns
   * @return null if somebody wants all rows
   */
  static RexNode of(SharedPlan plan, Collection<RelNode> readers) {
    SharedConditions wanted = new SharedConditions(plan);
    readers.forEach(wanted::visit);
    return wanted.all || wanted.conditions.isEmpty() || wanted.conditions.size() > MAX_READERS
        ? null
        : RexUtil.composeDisjunction(plan.rel().getCluster().getRexBuilder(), wanted.conditions);
  }

  private void visit(RelNode rel) {
    if (rel instanceof Filter filter && isRead(filter.getInput())) {
      all |=
          Dependencies.isVolatile(filter)
              || Dependencies.isBound(filter)
              || RelOptUtil.conjunctions(filter.getCondition()).isEmpty();
      conditions.add(filter.getCondition());
      return;
    }
    all |= isRead(rel);
    rel.getInputs().forEach(this::visit);
  }

  private boolean isRead(RelNode rel) {
    return rel instanceof SharedReadRel read && read.plan().equals(plan);
  }
}
