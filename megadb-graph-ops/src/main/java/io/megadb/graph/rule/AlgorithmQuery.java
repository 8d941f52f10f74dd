package io.megadb.graph.rule;

import static io.megadb.graph.rule.Quoting.name;
import static io.megadb.graph.rule.Quoting.text;

import io.megadb.error.SqlState;
import io.megadb.graph.plan.Algorithm;
import io.megadb.graph.plan.AlgorithmSpec;
import io.megadb.planner.ast.ComputedTable;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.spi.DialectContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * The query that a call of an algorithm stands for: the keys of vertices as their tables have them,
 * and the results, over an operation that reads vertices, edges and sources.
 */
final class AlgorithmQuery {
  private final AlgorithmFunction function;
  private final AlgorithmArguments arguments;
  private final DialectContext context;
  private final GraphModel graph;
  private final ElementQueries queries;
  private final List<ElementTable> vertices;
  private final List<ElementTable> edges;

  AlgorithmQuery(AlgorithmFunction function, AlgorithmArguments arguments, DialectContext context) {
    this.function = function;
    this.arguments = arguments;
    this.context = context;
    this.graph = GraphModel.of(arguments.graph());
    this.queries = new ElementQueries(graph, context);
    this.vertices = labelled(graph.vertices(), AlgorithmFunction.VERTEX_LABEL);
    this.edges =
        labelled(graph.edges(), AlgorithmFunction.EDGE_LABEL).stream()
            .filter(
                edge ->
                    vertices.contains(edge.source().vertex())
                        && vertices.contains(edge.destination().vertex()))
            .toList();
  }

  private List<ElementTable> labelled(List<ElementTable> all, String argument) {
    String label = arguments.name(argument);
    List<ElementTable> found =
        all.stream().filter(table -> label == null || table.labels().containsKey(label)).toList();
    if (label != null && found.isEmpty()) {
      throw context.error(
          SqlState.UNDEFINED_OBJECT,
          "label \"" + label + "\" does not exist in property graph \"" + graph.name() + "\"",
          arguments.needed(argument));
    }
    return found;
  }

  SqlNode query() {
    List<SqlNode> inputs = new ArrayList<>();
    inputs.add(union(vertices.stream().map(vertex -> queries.keys(vertex, false)).toList()));
    inputs.add(edges());
    if (function.own().contains(AlgorithmFunction.SOURCE)) {
      inputs.add(sources());
    }
    AlgorithmSpec spec = spec();
    List<String> names = new ArrayList<>(queries.identity(false, "n", "n"));
    for (Algorithm.Result result : function.algorithm().results()) {
      if (result.kind() == Algorithm.Result.Kind.VERTEX) {
        names.addAll(queries.identity(false, "label", "label"));
      } else {
        names.add("result " + result.name());
      }
    }
    ComputedTable computed =
        new ComputedTable(
            inputs, relations -> AlgorithmRel.create(relations, spec, names), SqlParserPos.ZERO);
    SqlSelect select =
        (SqlSelect) PatternQuery.parse("SELECT " + String.join(", ", columns()) + " FROM t");
    select.setFrom(PatternQuery.item(null, computed, "algorithm"));
    return select;
  }

  private AlgorithmSpec spec() {
    boolean bfs = function.algorithm() == Algorithm.BFS;
    return new AlgorithmSpec(
        queries.identity(false, "n", "n").size(),
        function.algorithm(),
        arguments.flag(AlgorithmFunction.DIRECTED, true),
        arguments.number(AlgorithmFunction.DAMPING, 0.85, 0, 1),
        bfs
            ? arguments.whole(AlgorithmFunction.MAX_DEPTH, Integer.MAX_VALUE, 0)
            : arguments.whole(
                AlgorithmFunction.ITERATIONS,
                function.algorithm() == Algorithm.PAGERANK ? 20 : 10,
                0),
        arguments.whole(AlgorithmFunction.SAMPLES, 0, 1));
  }

  private static SqlNode union(List<String> queries) {
    return PatternQuery.parse(String.join(" UNION ALL ", queries));
  }

  private SqlNode edges() {
    boolean weighted = function.own().contains(AlgorithmFunction.WEIGHT);
    List<String> branches = new ArrayList<>();
    for (ElementTable edge : edges) {
      branches.add(queries.ends(edge, weighted ? weight(edge) : null));
    }
    return union(
        branches.isEmpty() ? List.of(queries.noEnds(vertices.get(0), weighted)) : branches);
  }

  /** The property that a weight is; 1 if none is named. */
  private String weight(ElementTable edge) {
    String property = arguments.name(AlgorithmFunction.WEIGHT);
    if (property == null) {
      return "1";
    }
    String value = edge.properties().get(property);
    if (value == null) {
      throw context.error(
          SqlState.UNDEFINED_COLUMN,
          "property \"" + property + "\" of edge table \"" + edge.name() + "\" does not exist",
          arguments.needed(AlgorithmFunction.WEIGHT));
    }
    return value;
  }

  private boolean isKeyed() {
    return vertices.size() == 1 && vertices.get(0).key().size() == 1;
  }

  /**
   * Vertices whose only key column, or else whose id, is the argument or one of its elements or
   * rows.
   */
  private SqlNode sources() {
    SqlNode source = arguments.needed(AlgorithmFunction.SOURCE);
    String literal = AlgorithmArguments.literal(source);
    String constant =
        literal == null || !isKeyed() ? null : queries.constant(vertices.get(0), literal);
    if (constant != null) {
      return PatternQuery.parse(constant);
    }
    boolean many =
        source.getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR
            || source.getKind() == SqlKind.ARRAY_QUERY_CONSTRUCTOR
            || source.getKind().belongsTo(SqlKind.QUERY);
    SqlNode all = null;
    for (ElementTable vertex : vertices) {
      String key = isKeyed() ? name(vertex.key().get(0)) : ElementQueries.idText(vertex);
      SqlSelect select = (SqlSelect) PatternQuery.parse(queries.keys(vertex, false));
      SqlBasicCall condition =
          (SqlBasicCall) PgParser.parseExpression(key + (many ? " = ANY (s)" : " = s"));
      condition.setOperand(1, source);
      select.setWhere(condition);
      all =
          all == null
              ? select
              : SqlStdOperatorTable.UNION_ALL.createCall(SqlParserPos.ZERO, all, select);
    }
    return all;
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>(keys("n"));
    for (int i = 0; i < function.results().size(); i++) {
      Algorithm.Result result = function.algorithm().results().get(i);
      String value =
          result.kind() != Algorithm.Result.Kind.VERTEX
              ? name("result " + result.name())
              : isKeyed() ? queries.keyColumns(vertices.get(0), "label").get(0) : id("label");
      columns.add(value + " AS " + name(function.results().get(i)));
    }
    return columns;
  }

  /** Key columns, each with its name; of several tables also the alias of the vertex's table. */
  private List<String> keys(String prefix) {
    List<String> columns = new ArrayList<>();
    if (vertices.size() == 1) {
      ElementTable only = vertices.get(0);
      List<String> values = queries.keyColumns(only, prefix);
      for (int i = 0; i < values.size(); i++) {
        columns.add(values.get(i) + " AS " + name(only.key().get(i)));
      }
      return columns;
    }
    columns.add(byTable(prefix, vertex -> text(vertex.name())) + " AS vertex_table");
    Set<String> names = new LinkedHashSet<>();
    vertices.forEach(vertex -> names.addAll(vertex.key()));
    for (String key : names) {
      Map<ElementTable, String> values = new LinkedHashMap<>();
      for (ElementTable vertex : vertices) {
        int at = vertex.key().indexOf(key);
        if (at >= 0) {
          values.put(vertex, queries.keyColumns(vertex, prefix).get(at));
        }
      }
      columns.add(byTable(prefix, values::get) + " AS " + name(key));
    }
    return columns;
  }

  /** The text that {@code element_id} gives. */
  private String id(String prefix) {
    return byTable(
        prefix,
        vertex ->
            text(vertex.name() + "(")
                + queries.keyColumns(vertex, prefix).stream()
                    .map(value -> " || CAST(" + value + " AS text)")
                    .collect(Collectors.joining(" || ','"))
                + " || ')'");
  }

  private String byTable(String prefix, java.util.function.Function<ElementTable, String> value) {
    StringBuilder text = new StringBuilder("CASE ").append(name(prefix + " tag"));
    for (ElementTable vertex : vertices) {
      if (value.apply(vertex) != null) {
        text.append(" WHEN ").append(vertex.number()).append(" THEN ").append(value.apply(vertex));
      }
    }
    return text.append(" END").toString();
  }
}
