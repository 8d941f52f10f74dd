package io.megadb.graph.plan;

import io.megadb.plan.PlanNode;
import io.megadb.plan.PlanProperties;
import io.megadb.type.PgType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs an algorithm over a whole graph: one row a vertex.
 *
 * @param inputs vertices (identity), edges (identities of source and destination, and a weight if
 *     the algorithm has one), and the identities of sources if it has some
 * @param columns names
 * @param use where the graph of the first two inputs comes from
 */
public record AlgorithmNode(
    PlanProperties properties,
    List<PlanNode> inputs,
    AlgorithmSpec spec,
    List<PgType> types,
    List<String> columns,
    GraphUse use)
    implements GraphNode {
  public AlgorithmNode {
    inputs = List.copyOf(inputs);
    types = List.copyOf(types);
    columns = List.copyOf(columns);
  }

  @Override
  public AlgorithmNode withInputs(List<PlanNode> others) {
    return new AlgorithmNode(properties, others, spec, types, columns, use);
  }

  @Override
  public AlgorithmNode using(GraphUse other, PlanProperties estimates, List<PlanNode> others) {
    return new AlgorithmNode(estimates, others, spec, types, columns, other);
  }

  @Override
  public String title() {
    return "Graph Algorithm";
  }

  @Override
  public Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put(
        "Algorithm",
        spec.algorithm().name().toLowerCase(java.util.Locale.ROOT)
            + (spec.directed() ? "" : " without directions"));
    details.put("Adjacency", use.text());
    return details;
  }
}
