package io.megadb.graph.rule;

import io.megadb.error.SqlState;
import io.megadb.planner.ast.GraphTable;
import io.megadb.planner.ast.PathPattern;
import io.megadb.planner.ast.PathPattern.Element;
import io.megadb.planner.ast.PatternSelect;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.parser.QueryFactory;
import io.megadb.planner.spi.DialectContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/**
 * The query that a GRAPH_TABLE stands for. Every variable is an item of FROM with the variable's
 * name; patterns of fixed length are equalities between them, and each pattern that needs a search
 * is a further item that the ends of its paths are equal to.
 */
final class PatternQuery {
  private final GraphTable table;
  private final GraphModel graph;
  private final DialectContext context;
  private final ElementQueries queries;
  private final LabelledTables tables;
  private final Map<String, PatternVariable> variables = new LinkedHashMap<>();
  private final Set<String> groups = new LinkedHashSet<>();
  private final Map<String, PathVariable> paths = new LinkedHashMap<>();
  private final List<SearchTable> searches = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();
  private final List<SqlNode> written = new ArrayList<>();
  private PathRows iterators;

  PatternQuery(GraphTable table, GraphModel graph, DialectContext context) {
    this.table = table;
    this.graph = graph;
    this.context = context;
    this.queries = new ElementQueries(graph, context);
    this.tables = new LabelledTables(graph, context);
  }

  SqlNode query() {
    for (PathPattern pattern : table.patterns()) {
      for (Element element : pattern.elements()) {
        if (element.quantifier() != null) {
          group(element.part() == null ? List.of(element) : element.part().elements());
        }
      }
    }
    if (table.rows() != null) {
      PathRows rows = new PathRows(table, graph, context);
      SearchTable search = search(rows.pattern());
      for (PatternVariable iterator : rows.bind(search)) {
        if (variables.containsKey(iterator.name)
            || groups.contains(iterator.name)
            || paths.containsKey(iterator.name)) {
          throw twice(rows.id(iterator));
        }
        variables.put(iterator.name, iterator);
      }
      for (SqlNode condition : rows.conditions()) {
        rows.checkAbsent(condition);
        written.add(condition);
      }
      iterators = rows;
      return select();
    }
    Set<String> listed = PathFunctions.listed(table);
    for (PathPattern pattern : table.patterns()) {
      if (SearchTable.needed(pattern, listed)) {
        search(pattern);
      } else {
        fixed(pattern);
      }
    }
    boolean narrowed = true;
    while (narrowed) {
      narrowed = false;
      for (PatternVariable variable : variables.values()) {
        narrowed |= variable.left != null && variable.narrow();
      }
    }
    return select();
  }

  /** Names that are bound to several elements outside of their quantifier. */
  private void group(List<Element> elements) {
    Set<String> names = new LinkedHashSet<>();
    for (Element element : elements) {
      SqlIdentifier id = element.variable();
      if (id != null && names.add(id.getSimple()) && !groups.add(id.getSimple())) {
        throw twice(id);
      }
    }
  }

  private PatternVariable variable(Element element, List<ElementTable> allowed) {
    SqlIdentifier id = element.variable();
    String name = id == null ? "element " + variables.size() : id.getSimple();
    if (groups.contains(name) || paths.containsKey(name)) {
      throw twice(id);
    }
    PatternVariable known = variables.get(name);
    if (known == null) {
      PatternVariable made = new PatternVariable(name, element.isEdge(), allowed);
      variables.put(name, made);
      made.places = 1;
      return made;
    }
    if (known.edge || element.isEdge()) {
      throw known.edge && element.isEdge()
          ? context.notSupported("edge variable \"" + name + "\" in two places", id)
          : twice(id);
    }
    known.restrict(allowed);
    known.places++;
    return known;
  }

  private RuntimeException twice(SqlIdentifier id) {
    return context.error(
        SqlState.DUPLICATE_ALIAS,
        "variable \"" + id.getSimple() + "\" specified more than once",
        id);
  }

  private void path(PathPattern pattern, PathVariable path) {
    SqlIdentifier id = pattern.variable();
    if (id != null
        && (variables.containsKey(id.getSimple())
            || groups.contains(id.getSimple())
            || paths.putIfAbsent(id.getSimple(), path) != null)) {
      throw twice(id);
    }
  }

  private void fixed(PathPattern pattern) {
    List<PatternVariable> elements = new ArrayList<>();
    for (Element element : pattern.elements()) {
      elements.add(variable(element, tables.of(element)));
      if (element.cost() != null) {
        throw context.error(
            SqlState.SYNTAX_ERROR, "COST belongs to edges of ANY CHEAPEST", element.cost());
      }
      if (element.where() != null) {
        checkReferences(element.where());
        written.add(element.where());
      }
    }
    path(pattern, PathVariable.fixed(elements));
    for (int i = 1; i < elements.size(); i += 2) {
      PatternVariable edge = elements.get(i);
      edge.direction = pattern.elements().get(i).direction();
      edge.left = elements.get(i - 1);
      edge.right = elements.get(i + 1);
    }
  }

  private SearchTable search(PathPattern pattern) {
    List<List<ElementTable>> allowed = new ArrayList<>();
    for (Element element : pattern.elements()) {
      allowed.add(tables.of(element));
      if (element.where() != null) {
        checkOwn(element, element.where());
      }
    }
    for (Element element : pattern.written()) {
      if (element.cost() != null) {
        checkOwn(element, element.cost());
      }
    }
    List<RepeatedPart> parts = new ArrayList<>();
    for (Element element : pattern.elements()) {
      parts.add(element.part() == null ? null : part(element.part()));
    }
    SearchTable search =
        new SearchTable(searches.size(), pattern, allowed, parts, queries, context);
    searches.add(search);
    List<Element> elements = pattern.elements();
    for (int i = 0; i < elements.size(); i++) {
      Element element = elements.get(i);
      if (element.variable() != null && element.quantifier() == null) {
        boolean inner = i > 0 && i < elements.size() - 1;
        if (inner && !element.isEdge() && isElsewhere(element, pattern)) {
          throw context.notSupported(
              "variable \""
                  + element.variable().getSimple()
                  + "\" in several places of a path search",
              element.variable());
        }
        PatternVariable bound = variable(element, allowed.get(i));
        bound.searched = true;
        search.export(i, bound);
      }
    }
    path(pattern, search.path());
    return search;
  }

  private RepeatedPart part(PathPattern.Part part) {
    List<List<ElementTable>> allowed = part.elements().stream().map(tables::of).toList();
    return new RepeatedPart(part, allowed, this::isVariable, queries, context);
  }

  private static boolean isElsewhere(Element element, PathPattern pattern) {
    String name = element.variable().getSimple();
    return pattern.elements().stream()
            .filter(other -> other.variable() != null && other.variable().getSimple().equals(name))
            .count()
        > 1;
  }

  /** A condition or cost inside a search sees its own element only. */
  private void checkOwn(Element element, SqlNode expression) {
    String own = element.variable() == null ? null : element.variable().getSimple();
    expression.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlIdentifier id) {
            String first = id.names.get(0);
            if (id.names.size() > 1 && !first.equals(own) && isVariable(first)) {
              throw context.notSupported(
                  "condition on \"" + first + "\" in another element of a path search", id);
            }
            return null;
          }
        });
  }

  private boolean isVariable(String name) {
    return table.patterns().stream()
        .flatMap(pattern -> pattern.written().stream())
        .anyMatch(e -> e.variable() != null && e.variable().getSimple().equals(name));
  }

  /** Elements of a quantified edge are many outside of it. */
  private void checkReferences(SqlNode expression) {
    expression.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlIdentifier id) {
            if (groups.contains(id.names.get(0))) {
              throw context.notSupported(
                  "reference to \"" + id.names.get(0) + "\" outside of its quantifier", id);
            }
            return null;
          }

          @Override
          public Void visit(SqlCall call) {
            return call.getKind() == SqlKind.AS ? call.operand(0).accept(this) : super.visit(call);
          }
        });
  }

  private SqlNode select() {
    PathFunctions functions = new PathFunctions(paths, variables, iterators, context);
    SqlNodeList columns = new SqlNodeList(SqlParserPos.ZERO);
    for (SqlNode column : table.columns()) {
      checkReferences(column);
      if (column instanceof SqlIdentifier id && id.isStar()) {
        star(id, columns);
      } else {
        columns.add(functions.in(column));
      }
    }
    SqlNode where = null;
    if (table.where() != null) {
      checkReferences(table.where());
      if (iterators != null) {
        iterators.checkAbsent(table.where());
      }
      written.add(table.where());
    }
    for (SqlNode condition : written) {
      where = and(where, functions.in(condition));
    }
    forgetUnused();
    SqlNode from = null;
    for (PatternVariable variable : variables.values()) {
      if (variable.optional) {
        continue;
      }
      from = item(from, parse(queries.elements(variable)), variable.name);
      if (variable.left != null) {
        conditions.add(queries.meets(variable, "source", variable.left));
        conditions.add(queries.meets(variable, "destination", variable.right));
      }
    }
    for (SearchTable search : searches) {
      conditions.addAll(search.conditions());
      SqlNode item = item(null, search.table(), search.name());
      for (PatternVariable variable : variables.values()) {
        if (variable.optional) {
          item = optional(item, variable, search.condition(variable));
        }
      }
      from = from == null ? item : QueryFactory.commaJoin(SqlParserPos.ZERO, from, item);
    }
    SqlNode joined = null;
    for (String condition : conditions) {
      joined = and(joined, PgParser.parseExpression(condition));
    }
    return new PatternSelect(
        table.getParserPosition(), columns, from, joined == null ? where : and(joined, where));
  }

  /** An element that a row may have or not. */
  private SqlNode optional(SqlNode item, PatternVariable variable, String condition) {
    return QueryFactory.join(
        SqlParserPos.ZERO,
        item,
        false,
        JoinType.LEFT,
        item(null, parse(queries.elements(variable)), variable.name),
        PgParser.parseExpression(condition),
        null);
  }

  /** Elements that only one search binds, and nothing asks for, need no tables. */
  private void forgetUnused() {
    Set<String> used = new LinkedHashSet<>();
    SqlBasicVisitor<Void> names =
        new SqlBasicVisitor<>() {
          @Override
          public Void visit(SqlIdentifier id) {
            used.add(id.names.get(0));
            return null;
          }
        };
    table.columns().accept(names);
    written.forEach(condition -> condition.accept(names));
    for (PatternVariable variable : List.copyOf(variables.values())) {
      if (variable.places == 1 && variable.searched && !used.contains(variable.name)) {
        variables.remove(variable.name);
        searches.forEach(search -> search.forget(variable));
      }
    }
  }

  static SqlNode and(SqlNode left, SqlNode right) {
    return left == null
        ? right
        : right == null ? left : SqlStdOperatorTable.AND.createCall(SqlParserPos.ZERO, left, right);
  }

  static SqlNode item(SqlNode from, SqlNode body, String alias) {
    SqlNode item = QueryFactory.tableAlias(body, new SqlIdentifier(alias, SqlParserPos.ZERO), null);
    return from == null ? item : QueryFactory.commaJoin(SqlParserPos.ZERO, from, item);
  }

  static SqlNode parse(String query) {
    return PgParser.parse(query).get(0).node();
  }

  /** All properties of an element. */
  private void star(SqlIdentifier id, SqlNodeList columns) {
    PatternVariable variable = id.names.size() == 2 ? variables.get(id.names.get(0)) : null;
    if (variable == null) {
      throw context.error(
          SqlState.SYNTAX_ERROR, "\"*\" in COLUMNS needs the name of an element before it", id);
    }
    for (String property : ElementQueries.properties(variable)) {
      columns.add(new SqlIdentifier(List.of(variable.name, property), id.getParserPosition()));
    }
  }
}
