package io.megadb.planner.physical;

import io.megadb.error.MegaDbException;
import io.megadb.plan.CostVector;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SharedNode;
import io.megadb.plan.SharedReadNode;
import io.megadb.planner.relation.OptimizedPlan;
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

/** Plans that are computed once, and those that read them. */
final class SharedPlanner {
  private final PlanBuilder builder;
  private final Map<Integer, Source> sources = new HashMap<>();

  /** What reads must know of a plan: its node, and the columns of the logical plan that it gives. */
  private record Source(PlanNode plan, List<Integer> columns) {}

  SharedPlanner(PlanBuilder builder) {
    this.builder = builder;
  }

  PlanNode plan(OptimizedPlan optimized, Function<RelNode, PlanNode> planner) {
    for (OptimizedPlan.Shared shared : optimized.shared()) {
      PlanNode node = planner.apply(shared.rel());
      sources.put(shared.plan().id(), new Source(node, shared.columns()));
    }
    PlanNode plan = planner.apply(optimized.root());
    for (int i = optimized.shared().size() - 1; i >= 0; i--) {
      SharedPlan shared = optimized.shared().get(i).plan();
      plan = node(shared, sources.get(shared.id()).plan, plan);
    }
    return plan;
  }

  PlanNode inPlace(SharedRel rel, Function<RelNode, PlanNode> planner) {
    PlanNode shared = planner.apply(rel.getLeft());
    sources.put(
        rel.plan().id(),
        new Source(shared, IntStream.range(0, shared.types().size()).boxed().toList()));
    return node(rel.plan(), shared, planner.apply(rel.getRight()));
  }

  private SharedNode node(SharedPlan plan, PlanNode shared, PlanNode body) {
    return new SharedNode(
        builder.properties(PlanBuilder.rows(body), stored(shared)),
        plan.id(),
        plan.name(),
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
            names,
            source.plan.types());
    return builder.columns(read, rel.columns().stream().map(source.columns::indexOf).toList());
  }
}
