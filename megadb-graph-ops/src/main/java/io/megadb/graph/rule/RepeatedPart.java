package io.megadb.graph.rule;

import io.megadb.error.SqlState;
import io.megadb.graph.plan.PathSpec;
import io.megadb.planner.ast.PathPattern.Direction;
import io.megadb.planner.ast.PathPattern.Element;
import io.megadb.planner.ast.PathPattern.Part;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.spi.DialectContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/**
 * A part in parentheses that a search repeats. Its conditions are taken apart at AND, and each goes
 * to an edge that has all elements it looks at as itself or its ends: what an edge must be is then
 * a set of edges for each way to pass it.
 */
final class RepeatedPart {
  private final Part part;
  private final ElementQueries queries;
  private final DialectContext context;
  private final List<PatternVariable> variables = new ArrayList<>();

  /** Conditions by edge, and the elements that each edge's look at. */
  private final List<List<SqlNode>> conditions = new ArrayList<>();

  private final List<Set<PatternVariable>> seen = new ArrayList<>();

  /**
   * @param tables that the labels of each element of the part allow
   * @param elsewhere names of the whole pattern's variables
   */
  RepeatedPart(
      Part part,
      List<List<ElementTable>> tables,
      Predicate<String> elsewhere,
      ElementQueries queries,
      DialectContext context) {
    this.part = part;
    this.queries = queries;
    this.context = context;
    for (int i = 0; i < tables.size(); i++) {
      variables.add(variable(i, tables.get(i)));
    }
    for (int i = 1; i < variables.size(); i += 2) {
      PatternVariable edge = variables.get(i);
      edge.direction = part.elements().get(i).direction();
      edge.left = variables.get(i - 1);
      edge.right = variables.get(i + 1);
      conditions.add(new ArrayList<>());
      seen.add(new HashSet<>());
    }
    narrow();
    for (Element element : part.elements()) {
      place(element.where(), elsewhere);
    }
    place(part.where(), elsewhere);
  }

  private PatternVariable variable(int index, List<ElementTable> tables) {
    Element element = part.elements().get(index);
    SqlIdentifier id = element.variable();
    if (id == null) {
      return new PatternVariable("element " + index, element.isEdge(), tables);
    }
    String name = id.getSimple();
    for (PatternVariable known : variables) {
      if (known.name.equals(name)) {
        if (known.edge || element.isEdge()) {
          throw context.error(
              SqlState.DUPLICATE_ALIAS, "variable \"" + name + "\" specified more than once", id);
        }
        if (part.elements().size() > 3) {
          throw context.notSupported(
              "variable \"" + name + "\" in several places of a repeated part of several edges",
              id);
        }
        known.restrict(tables);
        return known;
      }
    }
    return new PatternVariable(name, element.isEdge(), tables);
  }

  private void narrow() {
    boolean narrowed = true;
    while (narrowed) {
      narrowed = false;
      for (int i = 1; i < variables.size(); i += 2) {
        narrowed |= variables.get(i).narrow();
      }
    }
  }

  /** Gives a condition, or each side of its AND, to an edge. */
  private void place(SqlNode condition, Predicate<String> elsewhere) {
    if (condition == null) {
      return;
    }
    if (condition.getKind() == SqlKind.AND) {
      ((SqlCall) condition).getOperandList().forEach(side -> place(side, elsewhere));
      return;
    }
    Set<Integer> places = places(condition, elsewhere);
    int first = places.stream().mapToInt(i -> i).min().orElse(0);
    int last = places.stream().mapToInt(i -> i).max().orElse(0);
    int edge = Math.min(first / 2, conditions.size() - 1);
    if (last > 2 * edge + 2) {
      throw context.notSupported(
          "condition on elements of several edges in a repeated part", condition);
    }
    conditions.get(edge).add(condition);
    places.forEach(place -> seen.get(edge).add(variables.get(place)));
  }

  /** Indexes of the elements that a condition looks at. */
  private Set<Integer> places(SqlNode condition, Predicate<String> elsewhere) {
    Set<Integer> places = new HashSet<>();
    condition.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlIdentifier id) {
            String first = id.names.get(0);
            for (int i = 0; i < variables.size(); i++) {
              if (id.names.size() > 1 && variables.get(i).name.equals(first)) {
                places.add(i);
                return null;
              }
            }
            if (id.names.size() > 1 && elsewhere.test(first)) {
              throw context.notSupported(
                  "condition on \"" + first + "\" outside of a repeated part", id);
            }
            return null;
          }
        });
    return places;
  }

  /**
   * What each edge must be, in order.
   *
   * @param inputs to which the queries of conditions are added
   */
  List<PathSpec.Pass> passes(List<SqlNode> inputs) {
    List<PathSpec.Pass> passes = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      PatternVariable edge = variables.get(2 * i + 1);
      passes.add(
          new PathSpec.Pass(
              PathSpec.Direction.valueOf(edge.direction.name()),
              test(i, Direction.RIGHT, inputs),
              test(i, Direction.LEFT, inputs),
              part.elements().get(2 * i + 1).cost() != null));
    }
    return passes;
  }

  private PathSpec.Test test(int index, Direction way, List<SqlNode> inputs) {
    PatternVariable either = variables.get(2 * index + 1);
    if (either.direction != Direction.ANY && either.direction != way) {
      return new PathSpec.Test(List.of(), -1);
    }
    PatternVariable edge = either.passed(way);
    Element written = part.elements().get(2 * index + 1);
    boolean loop = edge.left == edge.right;
    int set = -1;
    if (!conditions.get(index).isEmpty() || written.cost() != null || loop) {
      set = inputs.size();
      SqlSelect query = query(edge, index, loop);
      if (written.cost() != null) {
        SearchTable.addCost(query, written.cost());
      }
      inputs.add(query);
    }
    return new PathSpec.Test(edge.tables.stream().map(ElementTable::number).toList(), set);
  }

  /** The identities of an edge's rows that satisfy its conditions. */
  private SqlSelect query(PatternVariable edge, int index, boolean loop) {
    SqlNode from = PatternQuery.item(null, PatternQuery.parse(queries.elements(edge)), edge.name);
    SqlNode where = null;
    if (loop || seen.get(index).contains(edge.left)) {
      from =
          PatternQuery.item(from, PatternQuery.parse(queries.elements(edge.left)), edge.left.name);
      where = PgParser.parseExpression(queries.meets(edge, "source", edge.left));
    }
    if (!loop && seen.get(index).contains(edge.right)) {
      from =
          PatternQuery.item(
              from, PatternQuery.parse(queries.elements(edge.right)), edge.right.name);
    }
    if (loop || seen.get(index).contains(edge.right)) {
      where =
          PatternQuery.and(
              where, PgParser.parseExpression(queries.meets(edge, "destination", edge.right)));
    }
    for (SqlNode condition : conditions.get(index)) {
      where = PatternQuery.and(where, condition);
    }
    return SearchTable.identities(queries, edge, from, where);
  }
}
