package io.megadb.graph.rule;

import io.megadb.planner.ast.CommandNode;
import io.megadb.planner.ast.CreatePropertyGraph;
import io.megadb.planner.ast.GraphElement;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.parser.PgParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A property graph as its definition in the catalog says it. */
record GraphModel(String name, List<ElementTable> vertices, List<ElementTable> edges) {
  static GraphModel of(TableDefinition graph) {
    CreatePropertyGraph definition =
        (CreatePropertyGraph)
            ((CommandNode) PgParser.parse(graph.viewSql()).get(0).node()).command();
    Map<String, ElementTable> vertices = new LinkedHashMap<>();
    for (GraphElement vertex : definition.vertices()) {
      vertices.put(vertex.name(), table(vertices.size(), vertex, null, null));
    }
    List<ElementTable> edges = new ArrayList<>();
    for (GraphElement edge : definition.edges()) {
      edges.add(
          table(
              edges.size(), edge, end(edge.source(), vertices), end(edge.destination(), vertices)));
    }
    return new GraphModel(graph.name(), List.copyOf(vertices.values()), edges);
  }

  private static ElementTable.End end(GraphElement.End end, Map<String, ElementTable> vertices) {
    return new ElementTable.End(
        vertices.get(end.vertex().getSimple()), Quoting.simple(end.columns()));
  }

  private static ElementTable table(
      int number, GraphElement element, ElementTable.End source, ElementTable.End destination) {
    Map<String, Map<String, String>> labels = new LinkedHashMap<>();
    for (GraphElement.Label label : element.labels()) {
      Map<String, String> properties = new LinkedHashMap<>();
      label.properties().forEach(p -> properties.put(p.name().getSimple(), p.text()));
      labels.put(label.name().getSimple(), properties);
    }
    return new ElementTable(
        number,
        element.name(),
        element.table(),
        Quoting.simple(element.key()),
        labels,
        source,
        destination);
  }
}
