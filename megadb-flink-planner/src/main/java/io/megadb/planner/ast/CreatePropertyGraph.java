package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * CREATE PROPERTY GRAPH.
 *
 * @param vertices element tables whose rows are vertices
 * @param edges element tables whose rows are edges; each has a source and a destination
 */
public record CreatePropertyGraph(
    boolean orReplace,
    boolean ifNotExists,
    SqlIdentifier name,
    List<GraphElement> vertices,
    List<GraphElement> edges)
    implements Command {
  public CreatePropertyGraph {
    vertices = List.copyOf(vertices);
    edges = List.copyOf(edges);
  }
}
