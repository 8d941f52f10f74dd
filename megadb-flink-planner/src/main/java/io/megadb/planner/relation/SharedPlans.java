package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexNode;

/**
 * Decides which WITH items are computed once and which stand in the place of their references, and
 * optimises them with the statement: first each by itself, so that estimates of its rows are known,
 * then those who read it, then it again, without what none of them needs.
 */
public final class SharedPlans {
  private final PlannerSession session;
  private final UnaryOperator<RelNode> optimizer;

  private SharedPlans(PlannerSession session, UnaryOperator<RelNode> optimizer) {
    this.session = session;
    this.optimizer = optimizer;
  }

  /**
   * @param optimizer of a single plan
   */
  public static OptimizedPlan optimize(
      RelNode root, PlannerSession session, UnaryOperator<RelNode> optimizer) {
    return new SharedPlans(session, optimizer).optimize(root);
  }

  private OptimizedPlan optimize(RelNode root) {
    RelNode inlined = new Inlining().rewrite(root);
    TreeMap<Integer, SharedPlan> plans = new TreeMap<>();
    collect(inlined, plans);
    for (SharedPlan plan : plans.values()) {
      plan.setOptimized(optimizer.apply(new Inlining().rewrite(plan.rel())));
    }
    Map<SharedPlan, RelNode> computed = new LinkedHashMap<>();
    computed.put(null, optimizer.apply(inlined));
    plans.values().forEach(plan -> computed.put(plan, plan.best()));
    plans.descendingMap().values().forEach(plan -> filter(plan, computed));
    CommonSubplans.share(computed, session);
    List<SharedPlan> ordered = new ArrayList<>();
    addInOrder(computed.get(null), computed, new HashSet<>(), ordered);
    RelNode main = Optimizer.trim(computed.get(null));
    Map<Integer, SortedSet<Integer>> used = new TreeMap<>();
    addUsed(main, used);
    List<OptimizedPlan.Shared> shared = new ArrayList<>();
    for (int i = ordered.size() - 1; i >= 0; i--) {
      SharedPlan plan = ordered.get(i);
      SortedSet<Integer> columns = used.get(plan.id());
      if (columns != null) {
        List<Integer> kept = List.copyOf(columns);
        RelNode rel = Optimizer.trim(narrowed(computed.get(plan), kept));
        addUsed(rel, used);
        shared.add(0, new OptimizedPlan.Shared(plan, rel, kept));
      }
    }
    return new OptimizedPlan(main, shared);
  }

  /**
   * Lets an item compute no rows that none of its readers wants; not one that says MATERIALIZED.
   */
  private void filter(SharedPlan plan, Map<SharedPlan, RelNode> computed) {
    RexNode condition =
        plan.sharing() == SharedPlan.Sharing.DEFAULT
            ? SharedConditions.of(plan, computed.values())
            : null;
    if (condition != null) {
      plan.setOptimized(optimizer.apply(LogicalFilter.create(plan.best(), condition)));
      computed.put(plan, plan.best());
    }
  }

  /** Adds what a plan reads, after what that reads itself. */
  private static void addInOrder(
      RelNode rel,
      Map<SharedPlan, RelNode> computed,
      Set<SharedPlan> added,
      List<SharedPlan> ordered) {
    Contains.visitWithSubqueries(
        rel,
        node -> {
          if (node instanceof SharedReadRel read
              && computed.containsKey(read.plan())
              && added.add(read.plan())) {
            addInOrder(computed.get(read.plan()), computed, added, ordered);
            ordered.add(read.plan());
          }
        });
  }

  private static RelNode narrowed(RelNode all, List<Integer> columns) {
    if (columns.size() == all.getRowType().getFieldCount()) {
      return all;
    }
    List<RexNode> values = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int column : columns) {
      values.add(all.getCluster().getRexBuilder().makeInputRef(all, column));
      names.add(all.getRowType().getFieldNames().get(column));
    }
    return Projections.project(all, values, names);
  }

  /** Adds the plans that a plan reads, directly or through others. */
  private static void collect(RelNode rel, Map<Integer, SharedPlan> plans) {
    Contains.visitWithSubqueries(
        rel,
        node -> {
          if (node instanceof SharedReadRel read
              && read.plan().sharing() != SharedPlan.Sharing.IN_PLACE
              && plans.put(read.plan().id(), read.plan()) == null) {
            collect(new Inlining().rewrite(read.plan().rel()), plans);
          }
        });
  }

  private static void addUsed(RelNode rel, Map<Integer, SortedSet<Integer>> used) {
    Contains.visitWithSubqueries(
        rel,
        node -> {
          if (node instanceof SharedReadRel read) {
            used.computeIfAbsent(read.plan().id(), id -> new TreeSet<>()).addAll(read.columns());
          }
        });
  }

  /** Puts the query of an item in the place of its references. */
  private static final class Inlining extends PlanShuttle {
    @Override
    RelNode leaf(RelNode rel) {
      return rel instanceof SharedReadRel read && read.plan().isInlined()
          ? rewrite(read.plan().rel())
          : rel;
    }
  }
}
