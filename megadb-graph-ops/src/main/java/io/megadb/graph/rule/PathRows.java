package io.megadb.graph.rule;

import io.megadb.error.SqlState;
import io.megadb.graph.plan.PathSpec.Export.Kind;
import io.megadb.planner.ast.GraphTable;
import io.megadb.planner.ast.PathPattern;
import io.megadb.planner.ast.PathPattern.Direction;
import io.megadb.planner.ast.PathPattern.Element;
import io.megadb.planner.ast.PathPattern.Quantifier;
import io.megadb.planner.spi.DialectContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** ONE ROW PER VERTEX and STEP: a path told in several rows, and the variables bound by each. */
final class PathRows {
  private static final List<Kind> KINDS = List.of(Kind.ITEM_VERTEX, Kind.ITEM_EDGE, Kind.ITEM_END);

  private final GraphTable table;
  private final GraphModel graph;
  private final DialectContext context;
  private final List<SqlIdentifier> ids;
  private final List<SqlNode> conditions = new ArrayList<>();
  private SearchTable search;

  PathRows(GraphTable table, GraphModel graph, DialectContext context) {
    this.table = table;
    this.graph = graph;
    this.context = context;
    this.ids = table.rows().iterators();
    if (table.patterns().size() > 1) {
      throw context.notSupported(
          clause() + " of several path patterns", new SqlIdentifier("rows", table.rows().pos()));
    }
    if (table.rows().steps() && graph.edges().isEmpty()) {
      throw context.notSupported(
          clause() + " in a graph without edge tables",
          new SqlIdentifier("rows", table.rows().pos()));
    }
  }

  private String clause() {
    return table.rows().steps() ? "ONE ROW PER STEP" : "ONE ROW PER VERTEX";
  }

  /** The pattern as one that a search can find: after an only vertex nothing follows. */
  PathPattern pattern() {
    PathPattern pattern = table.patterns().get(0);
    if (SearchTable.needed(pattern, Set.of())) {
      return pattern;
    }
    if (pattern.elements().size() > 1) {
      return withElements(pattern, pattern.elements().stream().map(this::own).toList());
    }
    Element nothing = Element.anyVertex(pattern.pos()).directed(Direction.RIGHT);
    return withElements(
        pattern,
        List.of(
            pattern.elements().get(0),
            nothing.withQuantifier(new Quantifier(0, 0)),
            Element.anyVertex(pattern.pos())));
  }

  private static PathPattern withElements(PathPattern pattern, List<Element> elements) {
    return new PathPattern(
        pattern.variable(),
        PathPattern.Selector.ALL,
        1,
        PathPattern.Mode.WALK,
        elements,
        pattern.pos());
  }

  /** An element of a path of fixed length; a condition on others is one of the whole path. */
  private Element own(Element element) {
    if (element.where() == null) {
      return element;
    }
    AtomicBoolean others = new AtomicBoolean();
    element
        .where()
        .accept(
            new SqlBasicVisitor<Void>() {
              @Override
              public Void visit(SqlIdentifier id) {
                String first = id.names.get(0);
                boolean own =
                    element.variable() != null && element.variable().getSimple().equals(first);
                if (id.names.size() > 1 && !own && isElement(first)) {
                  others.set(true);
                }
                return null;
              }
            });
    if (!others.get()) {
      return element;
    }
    conditions.add(element.where());
    return element.withoutWhere();
  }

  private boolean isElement(String name) {
    return table.patterns().get(0).elements().stream()
        .anyMatch(e -> e.variable() != null && e.variable().getSimple().equals(name));
  }

  /** Conditions of elements that are conditions of the whole path. */
  List<SqlNode> conditions() {
    return conditions;
  }

  /** An edge that stands for none. */
  static boolean isNothing(Element element) {
    return element.quantifier() != null && element.quantifier().most() == 0;
  }

  /** The iterators; those of an edge and its end are without element where a path has no edge. */
  List<PatternVariable> bind(SearchTable paths) {
    search = paths;
    List<PatternVariable> variables = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      String name = ids.get(i).getSimple();
      if (variables.stream().anyMatch(known -> known.name.equals(name))) {
        throw context.error(
            SqlState.DUPLICATE_ALIAS,
            "variable \"" + name + "\" specified more than once",
            ids.get(i));
      }
      PatternVariable variable = new PatternVariable(name, i == 1, tables(i == 1));
      variable.places = 1;
      variable.searched = true;
      variable.optional = i > 0 && paths.mayBeEmpty();
      paths.export(KINDS.get(i), variable);
      variables.add(variable);
    }
    paths.tellInRows(table.rows().steps());
    return variables;
  }

  private List<ElementTable> tables(boolean edge) {
    List<ElementTable> tables = List.copyOf(edge ? search.edgeTables() : search.vertexTables());
    return tables.isEmpty() ? graph.edges() : tables;
  }

  SqlIdentifier id(PatternVariable iterator) {
    return ids.stream()
        .filter(id -> id.getSimple().equals(iterator.name))
        .findFirst()
        .orElseThrow();
  }

  /** Place of an iterator's element among all of its path, from 1; null for no iterator. */
  String number(String iterator) {
    for (int i = 0; i < ids.size(); i++) {
      if (ids.get(i).getSimple().equals(iterator)) {
        String number = "2 * " + search.column(Kind.ITEM, "item") + " + " + (i + 1);
        return i == 0
            ? number
            : "CASE WHEN " + search.column(Kind.LENGTH, "length") + " > 0 THEN " + number + " END";
      }
    }
    return null;
  }

  /** Number of the path. */
  String match() {
    return search.column(Kind.MATCH, "match");
  }

  /** Iterators are bound after a match was found. */
  void checkAbsent(SqlNode condition) {
    condition.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlIdentifier id) {
            if (ids.stream().anyMatch(known -> known.getSimple().equals(id.names.get(0)))) {
              throw context.error(
                  SqlState.INVALID_COLUMN_REFERENCE,
                  "variable \"" + id.names.get(0) + "\" of " + clause() + " is for COLUMNS only",
                  id);
            }
            return null;
          }
        });
  }
}
