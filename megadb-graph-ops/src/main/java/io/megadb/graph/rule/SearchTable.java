package io.megadb.graph.rule;

import io.megadb.error.SqlState;
import io.megadb.graph.plan.PathSpec;
import io.megadb.planner.ast.ComputedTable;
import io.megadb.planner.ast.PathPattern;
import io.megadb.planner.ast.PathPattern.Element;
import io.megadb.planner.ast.PathPattern.Mode;
import io.megadb.planner.ast.PathPattern.Selector;
import io.megadb.planner.ast.PatternSelect;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.spi.DialectContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A path pattern that needs a search, as an item of FROM. */
final class SearchTable {
  private final int number;
  private final PathPattern pattern;
  private final List<List<ElementTable>> tables;
  private final ElementQueries queries;
  private final DialectContext context;
  private final List<PathSpec.Export> exports = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<Binding> bindings = new ArrayList<>();
  private final List<RepeatedPart> parts;
  private PathSpec.Rows rows = PathSpec.Rows.MATCH;
  private boolean ids;

  /** What a search exports under a prefix is a variable's. */
  private record Binding(PathSpec.Export export, String prefix, PatternVariable variable) {}

  /**
   * A pattern with a quantifier, a selector or a mode, or whose path is told as a list.
   *
   * @param listed names of paths of which vertices or edges are asked
   */
  static boolean needed(PathPattern pattern, Set<String> listed) {
    if (pattern.elements().size() == 1) {
      return false;
    }
    return pattern.selector() != Selector.ALL
        || pattern.mode() != Mode.WALK
        || pattern.variable() != null && listed.contains(pattern.variable().getSimple())
        || pattern.elements().stream().anyMatch(element -> element.quantifier() != null);
  }

  /**
   * @param tables that the labels of each element of the pattern allow
   * @param parts beside each element, null for those that are none
   */
  SearchTable(
      int number,
      PathPattern pattern,
      List<List<ElementTable>> tables,
      List<RepeatedPart> parts,
      ElementQueries queries,
      DialectContext context) {
    this.number = number;
    this.pattern = pattern;
    this.tables = tables;
    this.parts = parts;
    this.queries = queries;
    this.context = context;
    check();
  }

  private void check() {
    SqlIdentifier place = new SqlIdentifier("path", pattern.pos());
    checkCosts(place);
    if (pattern.count() < 1) {
      throw context.error(SqlState.SYNTAX_ERROR, "number of paths must be at least 1", place);
    }
    int variable = 0;
    for (int i = 1; i < pattern.elements().size(); i += 2) {
      Element edge = pattern.elements().get(i);
      if (edge.quantifier() == null) {
        continue;
      }
      boolean unbounded = edge.quantifier().most() < 0;
      if (unbounded && pattern.mode() == Mode.WALK) {
        checkUnbounded(edge);
      }
      if (edge.quantifier().least() != edge.quantifier().most() && ++variable > 1) {
        checkBetween(i);
      }
    }
  }

  private void checkCosts(SqlIdentifier place) {
    boolean cheapest = pattern.selector() == Selector.ANY_CHEAPEST;
    if (cheapest && pattern.mode() != Mode.WALK) {
      throw context.notSupported("ANY CHEAPEST in mode " + pattern.mode(), place);
    }
    for (Element element : pattern.written()) {
      if (element.cost() == null ? cheapest && element.isEdge() : !element.isEdge() || !cheapest) {
        throw context.error(
            SqlState.SYNTAX_ERROR,
            element.cost() == null
                ? "ANY CHEAPEST needs COST in every edge"
                : "COST belongs to edges of ANY CHEAPEST",
            element.cost() == null ? new SqlIdentifier("edge", element.pos()) : element.cost());
      }
    }
  }

  private void checkUnbounded(Element edge) {
    SqlIdentifier place = new SqlIdentifier("edge", edge.pos());
    if (pattern.selector() == Selector.ALL) {
      throw context
          .error(
              SqlState.SYNTAX_ERROR,
              "an unbounded quantifier needs a path selector or a restrictive path mode:"
                  + " a cycle has walks without end",
              place)
          .withHint(
              "Write ANY, ANY SHORTEST, ALL SHORTEST, TRAIL, ACYCLIC or SIMPLE before the pattern,"
                  + " or an upper bound.");
    }
    if (pattern.count() > 1 || pattern.selector() == Selector.SHORTEST_GROUPS) {
      throw context.notSupported("several paths of an unbounded quantifier in mode WALK", place);
    }
  }

  /** Where one path can be cut into two quantified edges in two ways, a name must tell them. */
  private void checkBetween(int edge) {
    for (int i = edge - 1; i > 0; i--) {
      Element element = pattern.elements().get(i);
      if (element.variable() != null && element.quantifier() == null) {
        return;
      }
      if (element.quantifier() != null
          && element.quantifier().least() != element.quantifier().most()) {
        throw context.notSupported(
            "two quantified edges without a named element between them",
            new SqlIdentifier("edge", pattern.elements().get(edge).pos()));
      }
    }
  }

  String name() {
    return "path " + number;
  }

  /** Has the search give the identity of the element at a place, which is a variable's. */
  void export(int element, PatternVariable variable) {
    PathSpec.Export.Kind kind =
        variable.edge ? PathSpec.Export.Kind.EDGE : PathSpec.Export.Kind.VERTEX;
    bindings.add(new Binding(new PathSpec.Export(kind, element / 2), "n" + element, variable));
  }

  /** Has the search give the identity of what is a variable's in each row of a path. */
  void export(PathSpec.Export.Kind kind, PatternVariable variable) {
    bindings.add(new Binding(new PathSpec.Export(kind, 0), "i" + kind.ordinal(), variable));
  }

  /** One row for each vertex of a path, or for each edge. */
  void tellInRows(boolean steps) {
    rows = steps ? PathSpec.Rows.STEP : PathSpec.Rows.VERTEX;
  }

  /** Nobody asks for the variable: paths need not be joined with its tables. */
  void forget(PatternVariable variable) {
    bindings.removeIf(binding -> binding.variable() == variable);
  }

  /** What is equal outside: the variables' elements. Only after all patterns were seen. */
  List<String> conditions() {
    List<String> conditions = new ArrayList<>();
    for (Binding binding : bindings) {
      exports.add(binding.export());
      names.addAll(queries.identity(binding.variable().edge, binding.prefix(), binding.prefix()));
      if (!binding.variable().optional) {
        conditions.add(condition(binding));
      }
    }
    return conditions;
  }

  private String condition(Binding binding) {
    boolean edge = binding.variable().edge;
    return queries.identifies(
        Quoting.name(name()),
        binding.prefix(),
        binding.variable(),
        (edge ? edgeTables() : vertexTables()).size() > 1);
  }

  /** What is equal to an optional variable's element. */
  String condition(PatternVariable optional) {
    return bindings.stream()
        .filter(binding -> binding.variable() == optional)
        .map(this::condition)
        .findFirst()
        .orElseThrow();
  }

  PathVariable path() {
    return new PathVariable() {
      @Override
      public String length() {
        return column(PathSpec.Export.Kind.LENGTH, "length");
      }

      @Override
      public String cost() {
        return pattern.selector() == Selector.ANY_CHEAPEST
            ? column(PathSpec.Export.Kind.COST, "cost")
            : null;
      }

      @Override
      public String vertices() {
        ids = true;
        return column(PathSpec.Export.Kind.VERTICES, "vertices");
      }

      @Override
      public String edges() {
        ids = true;
        return column(PathSpec.Export.Kind.EDGES, "edges");
      }
    };
  }

  /** A column of the item of FROM. */
  String column(PathSpec.Export.Kind kind, String column) {
    if (exports.stream().noneMatch(export -> export.kind() == kind)) {
      exports.add(new PathSpec.Export(kind, 0));
      names.add(column);
    }
    return Quoting.name(name()) + "." + Quoting.name(column);
  }

  /** The item of FROM; after the conditions and all functions of the path were asked for. */
  SqlNode table() {
    List<SqlNode> inputs = new ArrayList<>();
    inputs.add(union(vertexTables()));
    Set<ElementTable> edges = edgeTables();
    inputs.add(
        edges.isEmpty()
            ? PatternQuery.parse(queries.noEdges(tables.get(0).get(0), ids))
            : union(edges));
    List<PathSpec.Step> steps = new ArrayList<>();
    List<PathSpec.Test> vertices = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      Element element = pattern.elements().get(i);
      if (parts.get(i) != null) {
        steps.add(step(element, parts.get(i).passes(inputs)));
        continue;
      }
      PathSpec.Test test = test(element, tables.get(i), inputs);
      if (element.isEdge()) {
        PathSpec.Direction direction = PathSpec.Direction.valueOf(element.direction().name());
        boolean cost = element.cost() != null;
        steps.add(step(element, List.of(new PathSpec.Pass(direction, test, test, cost))));
      } else {
        vertices.add(test);
      }
    }
    PathSpec spec =
        new PathSpec(
            queries.identity(false, "n", "n").size(),
            queries.identity(true, "n", "n").size(),
            ids,
            steps,
            vertices,
            PathSpec.Selector.valueOf(pattern.selector().name()),
            pattern.count(),
            PathSpec.Mode.valueOf(pattern.mode().name()),
            rows,
            List.copyOf(exports));
    List<String> columns = List.copyOf(names);
    return new ComputedTable(
        inputs, relations -> PathRel.create(relations, spec, columns), SqlParserPos.ZERO);
  }

  private static PathSpec.Step step(Element edge, List<PathSpec.Pass> passes) {
    long least = edge.quantifier() == null ? 1 : edge.quantifier().least();
    long most = edge.quantifier() == null ? 1 : edge.quantifier().most();
    return new PathSpec.Step(Math.toIntExact(least), Math.toIntExact(most), passes);
  }

  /** Tables that an edge of a path can be in. */
  Set<ElementTable> edgeTables() {
    Set<ElementTable> all = new LinkedHashSet<>();
    for (int i = 1; i < tables.size(); i += 2) {
      all.addAll(tables.get(i));
    }
    return all;
  }

  /** Tables that a vertex of a path can be in. */
  Set<ElementTable> vertexTables() {
    Set<ElementTable> all = new LinkedHashSet<>();
    for (int i = 1; i < tables.size(); i += 2) {
      for (ElementTable edge : tables.get(i)) {
        all.add(edge.source().vertex());
        all.add(edge.destination().vertex());
      }
    }
    if (mayBeEmpty()) {
      all.addAll(tables.get(0));
    }
    return all;
  }

  /** There may be paths without edges. */
  boolean mayBeEmpty() {
    for (int i = 1; i < tables.size(); i += 2) {
      PathPattern.Quantifier quantifier = pattern.elements().get(i).quantifier();
      if (quantifier == null || quantifier.least() > 0) {
        return false;
      }
    }
    return true;
  }

  private SqlNode union(Set<ElementTable> all) {
    return PatternQuery.parse(
        all.stream()
            .map(table -> queries.keys(table, ids))
            .collect(Collectors.joining(" UNION ALL ")));
  }

  /** A last column; an edge whose cost is null is none. */
  static void addCost(SqlSelect query, SqlNode given) {
    SqlBasicCall cost = (SqlBasicCall) PgParser.parseExpression("CAST(c AS double precision)");
    cost.setOperand(0, given);
    SqlBasicCall there = (SqlBasicCall) PgParser.parseExpression("c IS NOT NULL");
    there.setOperand(0, given);
    query.getSelectList().add(cost);
    query.setWhere(PatternQuery.and(query.getWhere(), there));
  }

  /** A query for the identities of a variable's elements that a condition allows. */
  static SqlSelect identities(
      ElementQueries queries, PatternVariable variable, SqlNode from, SqlNode where) {
    SqlNodeList columns = new SqlNodeList(SqlParserPos.ZERO);
    for (String column : queries.identity(variable.edge, "element", "key")) {
      columns.add(new SqlIdentifier(List.of(variable.name, column), SqlParserPos.ZERO));
    }
    return new PatternSelect(SqlParserPos.ZERO, columns, from, where);
  }

  /** A condition becomes a further input: the elements that satisfy it. */
  private PathSpec.Test test(Element element, List<ElementTable> allowed, List<SqlNode> inputs) {
    int set = -1;
    if (element.where() != null || element.cost() != null) {
      String alias = element.variable() == null ? "element" : element.variable().getSimple();
      PatternVariable variable = new PatternVariable(alias, element.isEdge(), allowed);
      SqlNode from = PatternQuery.item(null, PatternQuery.parse(queries.elements(variable)), alias);
      SqlSelect query = identities(queries, variable, from, element.where());
      if (element.cost() != null) {
        addCost(query, element.cost());
      }
      set = inputs.size();
      inputs.add(query);
    }
    return new PathSpec.Test(allowed.stream().map(ElementTable::number).toList(), set);
  }
}
