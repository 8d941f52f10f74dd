package io.megadb.graph.plan;

import io.megadb.plan.PlanNode;
import io.megadb.plan.PlanProperties;
import io.megadb.type.PgType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Searches paths.
 *
 * @param inputs vertices (identity, and a text if the spec has ids), edges (identity, source,
 *     destination, and a text), then the identities that each condition allows
 * @param types of the exported columns
 * @param columns their names
 * @param use where the graph of the first two inputs comes from
 */
public record PathNode(
    PlanProperties properties,
    List<PlanNode> inputs,
    PathSpec spec,
    List<PgType> types,
    List<String> columns,
    GraphUse use)
    implements GraphNode {
  public PathNode {
    inputs = List.copyOf(inputs);
    types = List.copyOf(types);
    columns = List.copyOf(columns);
  }

  @Override
  public PathNode withInputs(List<PlanNode> others) {
    return new PathNode(properties, others, spec, types, columns, use);
  }

  @Override
  public PathNode using(GraphUse other, PlanProperties estimates, List<PlanNode> others) {
    return new PathNode(estimates, others, spec, types, columns, other);
  }

  @Override
  public String title() {
    return "Graph Path Search";
  }

  @Override
  public Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("Pattern", spec.text());
    if (!use.kept()) {
      details.put(
          "Graph",
          Math.round(inputs.get(0).properties().rows())
              + " vertices, "
              + Math.round(inputs.get(1).properties().rows())
              + " edges (estimated)");
    }
    details.put("Adjacency", use.text());
    return details;
  }
}
