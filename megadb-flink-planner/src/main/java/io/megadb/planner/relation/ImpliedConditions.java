package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Adds what an OR over several tables says of each column alone: from {@code a = 1 AND b = 2 OR a =
 * 2 AND b = 1} follow {@code a = 1 OR a = 2} and the same of b, which sink to their tables while
 * the OR itself must wait for the join. Stateless.
 */
final class ImpliedConditions {
  /** Longer ones cost more to test twice than they spare. */
  private static final int MAX_BRANCHES = 8;

  private ImpliedConditions() {}

  /** The plan with further conditions that lose no row. */
  static RelNode add(RelNode rel) {
    List<RelNode> inputs = new ArrayList<>();
    boolean changed = false;
    for (RelNode input : rel.getInputs()) {
      RelNode rewritten = add(input);
      changed |= rewritten != input;
      inputs.add(rewritten);
    }
    RelNode copy = changed ? rel.copy(rel.getTraitSet(), inputs) : rel;
    RexBuilder builder = rel.getCluster().getRexBuilder();
    if (copy instanceof Filter filter) {
      RexNode condition = extended(filter.getCondition(), builder);
      return condition == null
          ? copy
          : filter.copy(filter.getTraitSet(), filter.getInput(), condition);
    }
    if (copy instanceof Join join && join.getJoinType() == JoinRelType.INNER) {
      RexNode condition = extended(join.getCondition(), builder);
      return condition == null
          ? copy
          : join.copy(
              join.getTraitSet(),
              condition,
              join.getLeft(),
              join.getRight(),
              join.getJoinType(),
              join.isSemiJoinDone());
    }
    return copy;
  }

  /** The condition and what follows from it; null if nothing does. */
  private static RexNode extended(RexNode condition, RexBuilder builder) {
    List<RexNode> conjuncts = RelOptUtil.conjunctions(condition);
    List<RexNode> all = new ArrayList<>(conjuncts);
    for (RexNode conjunct : conjuncts) {
      if (conjunct.getKind() == SqlKind.OR
          && RexUtil.isDeterministic(conjunct)
          && !RexUtil.containsCorrelation(conjunct)
          && RelOptUtil.InputFinder.bits(conjunct).cardinality() > 1) {
        all.addAll(implied(conjunct, builder));
      }
    }
    return all.size() == conjuncts.size() ? null : RexUtil.composeConjunction(builder, all);
  }

  private static List<RexNode> implied(RexNode or, RexBuilder builder) {
    List<RexNode> branches = RelOptUtil.disjunctions(or);
    if (branches.size() > MAX_BRANCHES) {
      return List.of();
    }
    Map<Integer, List<RexNode>> byColumn = new LinkedHashMap<>();
    for (RexNode branch : branches) {
      Map<Integer, List<RexNode>> ofBranch = new LinkedHashMap<>();
      for (RexNode conjunct : RelOptUtil.conjunctions(branch)) {
        ImmutableBitSet columns = RelOptUtil.InputFinder.bits(conjunct);
        if (columns.cardinality() == 1) {
          ofBranch.computeIfAbsent(columns.nth(0), column -> new ArrayList<>()).add(conjunct);
        }
      }
      for (Map.Entry<Integer, List<RexNode>> column : ofBranch.entrySet()) {
        byColumn
            .computeIfAbsent(column.getKey(), any -> new ArrayList<>())
            .add(RexUtil.composeConjunction(builder, column.getValue()));
      }
    }
    List<RexNode> implied = new ArrayList<>();
    for (List<RexNode> alternatives : byColumn.values()) {
      if (alternatives.size() == branches.size()) {
        implied.add(RexUtil.composeDisjunction(builder, alternatives));
      }
    }
    return implied;
  }
}
