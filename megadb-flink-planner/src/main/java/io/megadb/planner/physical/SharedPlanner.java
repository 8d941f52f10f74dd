package io.megadb.planner.physical;

import io.megadb.error.MegaDbException;
import io.megadb.plan.CostVector;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SharedNode;
import io.megadb.plan.SharedReadNode;
import io.megadb.planner.relation.Dependencies;
import io.megadb.planner.relation.OptimizedPlan;
import io.megadb.planner.relation.PlannerSession;
import io.megadb.planner.relation.RowsRel;
import io.megadb.planner.relation.SharedPlan;
import io.megadb.planner.relation.SharedReadRel;
import io.megadb.planner.relation.SharedRel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Values;

/** Plans that are computed once, and those that read them. */
final class SharedPlanner {
  private final PlanBuilder builder;
  private final PlannerSession session;
  private final Map<Integer, Source> sources = new HashMap<>();

  /** Those to compute at the plan's top, in the order in which they were planned. */
  private final List<SharedPlan> ordered = new ArrayList<>();

  /** Those kept for the rounds of recursions. */
  private final List<SharedPlan> kept = new ArrayList<>();

  /**
   * What reads must know of a plan: its node, and the columns of the logical plan that it gives.
   */
  private record Source(PlanNode plan, List<Integer> columns) {}

  SharedPlanner(PlanBuilder builder, PlannerSession session) {
    this.builder = builder;
    this.session = session;
  }

  PlanNode plan(OptimizedPlan optimized, Function<RelNode, PlanNode> planner) {
    for (OptimizedPlan.Shared shared : optimized.shared()) {
      PlanNode node = planner.apply(shared.rel());
      sources.put(shared.plan().id(), new Source(node, shared.columns()));
      ordered.add(shared.plan());
    }
    PlanNode plan = planner.apply(optimized.root());
    for (int i = ordered.size() - 1; i >= 0; i--) {
      plan = node(ordered.get(i), sources.get(ordered.get(i).id()).plan, plan);
    }
    return plan;
  }

  /** Whether a part of a recursive term should be computed before its rounds. */
  boolean isWorthKeeping(RelNode rel) {
    boolean cheap = rel instanceof SharedReadRel || rel instanceof Values || rel instanceof RowsRel;
    return !cheap && !Dependencies.isBound(rel) && !Dependencies.isVolatile(rel);
  }

  /** Computes a plan once, before the rounds of the recursion that reads it. */
  PlanNode kept(RelNode rel, Function<RelNode, PlanNode> planner) {
    SharedPlan plan =
        kept.stream().filter(known -> known.rel().deepEquals(rel)).findFirst().orElse(null);
    if (plan == null) {
      PlanNode node = planner.apply(rel);
      plan = session.commonPlan(rel);
      sources.put(plan.id(), new Source(node, all(node)));
      kept.add(plan);
      ordered.add(plan);
    }
    return read(SharedReadRel.create(plan));
  }

  private static List<Integer> all(PlanNode node) {
    return IntStream.range(0, node.types().size()).boxed().toList();
  }

  PlanNode inPlace(SharedRel rel, Function<RelNode, PlanNode> planner) {
    PlanNode shared = planner.apply(rel.getLeft());
    sources.put(rel.plan().id(), new Source(shared, all(shared)));
    return node(rel.plan(), shared, planner.apply(rel.getRight()));
  }

  private SharedNode node(SharedPlan plan, PlanNode shared, PlanNode body) {
    return new SharedNode(
        builder.properties(PlanBuilder.rows(body), stored(shared)),
        plan.id(),
        plan.name(),
        plan.isWritten(),
        0,
        shared,
        body);
  }

  private static CostVector stored(PlanNode plan) {
    return CostModel.rows(PlanBuilder.rows(plan), 0);
  }

  PlanNode read(SharedReadRel rel) {
    Source source = sources.get(rel.plan().id());
    if (source == null) {
      throw MegaDbException.notSupported(
          "volatile function in WITH query \"" + rel.plan().name() + "\" at this place");
    }
    List<String> names = new ArrayList<>();
    source.columns.forEach(column -> names.add(rel.plan().columns().get(column)));
    PlanNode read =
        new SharedReadNode(
            builder.properties(
                PlanBuilder.rows(source.plan), CostModel.rows(PlanBuilder.rows(source.plan), 0)),
            rel.plan().id(),
            rel.plan().name(),
            rel.plan().isWritten(),
            names,
            source.plan.types());
    return builder.columns(read, rel.columns().stream().map(source.columns::indexOf).toList());
  }
}
