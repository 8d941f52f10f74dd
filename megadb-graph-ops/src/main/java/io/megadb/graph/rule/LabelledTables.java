package io.megadb.graph.rule;

import static io.megadb.graph.rule.Quoting.simple;

import io.megadb.error.SqlState;
import io.megadb.planner.ast.PathPattern.Element;
import io.megadb.planner.spi.DialectContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;

/** Which tables of a graph the labels of a pattern's element allow. */
final class LabelledTables {
  private final GraphModel graph;
  private final DialectContext context;

  LabelledTables(GraphModel graph, DialectContext context) {
    this.graph = graph;
    this.context = context;
  }

  /**
   * Tables of an element, of any edge of a part.
   *
   * @throws io.megadb.error.MegaDbException 42704 for a label that none has
   */
  List<ElementTable> of(Element element) {
    if (element.part() != null) {
      Set<ElementTable> edges = new LinkedHashSet<>();
      for (Element inner : element.part().elements()) {
        edges.addAll(inner.isEdge() ? of(inner) : List.of());
      }
      return List.copyOf(edges);
    }
    if (PathRows.isNothing(element)) {
      return List.of();
    }
    if (element.isEdge() && graph.edges().isEmpty()) {
      throw noEdges(element);
    }
    List<ElementTable> all = element.isEdge() ? graph.edges() : graph.vertices();
    List<String> known = new ArrayList<>();
    all.forEach(candidate -> known.addAll(candidate.labels().keySet()));
    for (SqlIdentifier label : element.labels()) {
      if (!known.contains(label.getSimple())) {
        throw context.error(
            SqlState.UNDEFINED_OBJECT,
            "label \""
                + label.getSimple()
                + "\" does not exist for "
                + (element.isEdge() ? "edges" : "vertices")
                + " of property graph \""
                + graph.name()
                + "\"",
            label);
      }
    }
    List<String> labels = simple(element.labels());
    return all.stream().filter(candidate -> candidate.hasAny(labels)).toList();
  }

  private RuntimeException noEdges(Element element) {
    return context.error(
        SqlState.UNDEFINED_OBJECT,
        "property graph \"" + graph.name() + "\" has no edge tables",
        new SqlIdentifier("edge", element.pos()));
  }
}
