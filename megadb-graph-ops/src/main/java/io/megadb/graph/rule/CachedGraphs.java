package io.megadb.graph.rule;

import io.megadb.graph.operator.GraphCache;
import io.megadb.graph.operator.KeptGraph;
import io.megadb.graph.operator.PathOperatorFactory;
import io.megadb.graph.plan.GraphKey;
import io.megadb.graph.plan.GraphNode;
import io.megadb.graph.plan.GraphUse;
import io.megadb.graph.plan.PathNode;
import io.megadb.plan.CostVector;
import io.megadb.plan.PlanNode;
import io.megadb.plan.PlanProperties;
import io.megadb.plan.TableReference;
import io.megadb.plan.ValuesNode;
import io.megadb.planner.spi.PlanRefinement;
import io.megadb.spi.OperatorFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives graph operations the graph that a statement before has left, if the rows that it is made of
 * are those of this statement's snapshot; else the name under which to leave theirs.
 */
final class CachedGraphs implements PlanRefinement {
  @Override
  public Refined refine(PlanNode plan, Run run) {
    OperatorFactory factory = run.context().extensions().operator(PathNode.class);
    return new Refined(
        factory instanceof PathOperatorFactory graphs ? refine(plan, run, graphs.cache()) : plan,
        List.of());
  }

  private PlanNode refine(PlanNode node, Run run, GraphCache cache) {
    List<PlanNode> inputs = new ArrayList<>(node.inputs().size());
    boolean changed = false;
    for (PlanNode input : node.inputs()) {
      PlanNode refined = refine(input, run, cache);
      changed |= refined != input;
      inputs.add(refined);
    }
    PlanNode known = changed ? node.withInputs(inputs) : node;
    return known instanceof GraphNode graph ? graph(graph, run, cache) : known;
  }

  private static PlanNode graph(GraphNode node, Run run, GraphCache cache) {
    GraphReads reads = new GraphReads(run.context().functions());
    List<PlanNode> plans = List.of(reads.of(node.inputs().get(0)), reads.of(node.inputs().get(1)));
    if (reads.obstacle() != null) {
      return node.using(GraphUse.built(reads.obstacle()), node.properties(), node.inputs());
    }
    List<Long> versions = new ArrayList<>();
    for (TableReference table : reads.tables()) {
      long version = run.transaction().contentVersion(table, run.snapshot());
      if (version < 0) {
        return node.using(
            GraphUse.built(
                "rows of "
                    + table
                    + " are this transaction's own, expire, or are older than the newest"),
            node.properties(),
            node.inputs());
      }
      versions.add(version);
    }
    GraphKey key = new GraphKey(cache.home(), run.database().id(), plans, versions);
    KeptGraph kept = run.distant() ? null : cache.promise(key, run.context().metrics());
    if (kept == null) {
      return node.using(GraphUse.toKeep(key), node.properties(), node.inputs());
    }
    List<PlanNode> inputs = new ArrayList<>(node.inputs());
    inputs.set(0, nothing(inputs.get(0)));
    inputs.set(1, nothing(inputs.get(1)));
    return node.using(
        GraphUse.kept(key, kept.vertices(), kept.edges(), kept.bytes()),
        node.withoutBuild(),
        inputs);
  }

  private static ValuesNode nothing(PlanNode input) {
    PlanProperties properties = new PlanProperties(input.properties().id(), 0, CostVector.ZERO);
    return new ValuesNode(properties, input.types(), List.of());
  }
}
