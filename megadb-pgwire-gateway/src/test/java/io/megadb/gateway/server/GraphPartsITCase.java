package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Repeated parts in parentheses, and paths told by match, vertex and step, over random graphs in
 * tables against trying every walk; local and as jobs.
 */
class GraphPartsITCase {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private static final int VERTICES = 3;

  /** Most repetitions that are tried where there is no bound: a shortest walk has fewer. */
  private static final int LONGEST = 4;

  private record Edge(int key, int from, int to, int w) {}

  private record Walk(List<Integer> vertices, List<Edge> edges) {
    String ends() {
      return vertices.get(0) + "|" + last();
    }

    int last() {
      return vertices.get(edges.size());
    }

    String keys() {
      return "{" + String.join(",", edges.stream().map(e -> "e(" + e.key() + ")").toList()) + "}";
    }

    Walk with(Edge edge, int to) {
      List<Integer> more = new ArrayList<>(vertices);
      more.add(to);
      List<Edge> moreEdges = new ArrayList<>(edges);
      moreEdges.add(edge);
      return new Walk(more, moreEdges);
    }
  }

  /** A condition over one repetition: values of its vertices and of its edges. */
  private interface Condition {
    boolean test(List<Integer> vertices, List<Integer> x, List<Integer> w);
  }

  /**
   * A part.
   *
   * @param ways a sign for each edge: &gt;, &lt; or -
   */
  private record Part(String sql, String ways, Condition condition) {}

  private static final List<Part> PARTS =
      List.of(
          new Part("(a)-[k IS e]->(b) WHERE a.x < b.x", ">", (v, x, w) -> x.get(0) < x.get(1)),
          new Part("(a)<-[k:e]-(b) WHERE a.x <= k.w", "<", (v, x, w) -> x.get(0) <= w.get(0)),
          new Part("(a)-[k]-(b) WHERE a.x < b.x", "-", (v, x, w) -> x.get(0) < x.get(1)),
          new Part(
              "(a WHERE a.x > 0)-[k]-(b) WHERE k.w <> b.x OR a.x = 2",
              "-",
              (v, x, w) -> x.get(0) > 0 && (!w.get(0).equals(x.get(1)) || x.get(0) == 2)),
          new Part(
              "(a)-[k]->(b WHERE b.x > 0)-[l]-(c) WHERE a.x <> b.x AND l.w >= c.x",
              ">-",
              (v, x, w) -> x.get(1) > 0 && !x.get(0).equals(x.get(1)) && w.get(1) >= x.get(2)),
          new Part("(a)-[k]->(a)", ">", (v, x, w) -> v.get(0).equals(v.get(1))),
          new Part("(a)->(b)<-(c)", "><", (v, x, w) -> true));
  private static final List<String> BOUNDS = List.of("{0,2}", "{1,2}", "{2}", "?", "*", "+");
  private static final List<String> SELECTORS =
      List.of(
          "",
          "ANY ",
          "ANY SHORTEST ",
          "ALL SHORTEST ",
          "TRAIL ",
          "ACYCLIC ",
          "SIMPLE ",
          "ANY SHORTEST TRAIL ",
          "SHORTEST 2 ACYCLIC ");

  @Test
  void plansNameThePattern() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      Sql.run(connection, "CREATE TABLE pv (id int PRIMARY KEY) USING memory");
      Sql.run(connection, "CREATE TABLE pe (id int PRIMARY KEY, a int, b int) USING memory");
      Sql.run(
          connection,
          "CREATE PROPERTY GRAPH pg VERTEX TABLES (pv) EDGE TABLES (pe SOURCE KEY (a) REFERENCES pv"
              + " (id) DESTINATION KEY (b) REFERENCES pv (id))");
      String plan =
          String.join(
              "\n",
              Sql.rows(
                  connection,
                  "EXPLAIN SELECT * FROM GRAPH_TABLE (pg MATCH TRAIL ((a)->(b)<-(c))+"
                      + " ONE ROW PER STEP (v, e, w) COLUMNS (element_id(e)))"));
      assertThat(plan).contains("TRAIL ()(()-[]->()<-[]-()){1,}() ONE ROW PER STEP");
    }
  }

  @Test
  void rowsAreThoseOfEveryWalk() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      Sql.run(connection, "CREATE TABLE v (id int PRIMARY KEY, x int) USING memory");
      Sql.run(connection, "CREATE TABLE e (id int PRIMARY KEY, a int, b int, w int) USING memory");
      Sql.run(
          connection,
          "CREATE PROPERTY GRAPH g VERTEX TABLES (v) EDGE TABLES (e SOURCE KEY (a) REFERENCES v"
              + " (id) DESTINATION KEY (b) REFERENCES v (id))");
      Random random = new Random(11);
      int found = 0;
      for (int graph = 0; graph < 2; graph++) {
        List<Integer> x = new ArrayList<>();
        List<Edge> edges = edges(connection, random, x);
        for (Part part : PARTS) {
          for (String bounds : BOUNDS) {
            for (String selector : SELECTORS) {
              if (!selector.isBlank() || !isUnbounded(bounds)) {
                boolean job = random.nextInt(60) == 0;
                Sql.run(connection, "SET megadb.execution = " + (job ? "flink" : "local"));
                List<Walk> walks = walks(edges, x, part, bounds, selector);
                found += walks.size();
                check(connection, selector, part, bounds, walks, x, random.nextInt(3));
              }
            }
          }
        }
      }
      assertThat(found).as("paths in all").isGreaterThan(2000);
    }
  }

  private static List<Edge> edges(Connection connection, Random random, List<Integer> x)
      throws SQLException {
    Sql.run(connection, "DELETE FROM e");
    Sql.run(connection, "DELETE FROM v");
    for (int v = 0; v < VERTICES; v++) {
      x.add(random.nextInt(3));
      Sql.run(connection, "INSERT INTO v VALUES (%d, %d)".formatted(v, x.get(v)));
    }
    List<Edge> edges = new ArrayList<>();
    for (int key = 0; key < 4; key++) {
      Edge edge =
          new Edge(key, random.nextInt(VERTICES), random.nextInt(VERTICES), random.nextInt(3));
      edges.add(edge);
      Sql.run(
          connection,
          "INSERT INTO e VALUES (%d, %d, %d, %d)".formatted(key, edge.from(), edge.to(), edge.w()));
    }
    Sql.run(connection, "INSERT INTO e VALUES (90, 0, 77, 1), (91, 77, 0, 1), (92, NULL, 1, 1)");
    return edges;
  }

  private static boolean isUnbounded(String bounds) {
    return bounds.equals("*") || bounds.equals("+");
  }

  private static void check(
      Connection connection,
      String selector,
      Part part,
      String bounds,
      List<Walk> walks,
      List<Integer> x,
      int rows)
      throws SQLException {
    String columns =
        switch (rows) {
          case 0 -> "COLUMNS (s.id AS s, t.id AS t, edges(p), path_length(p))";
          case 1 ->
              "ONE ROW PER VERTEX (i) COLUMNS (s.id AS s, t.id AS t, edges(p), i.id, i.x,"
                  + " element_number(i))";
          default ->
              "ONE ROW PER STEP (i, f, j) COLUMNS (s.id AS s, t.id AS t, edges(p), i.x, f.w,"
                  + " element_id(j), element_number(i), element_number(f), element_number(j) AS n)";
        };
    String sql =
        "SELECT * FROM GRAPH_TABLE (g MATCH p = %s(s)(%s)%s(t) %s)"
            .formatted(selector, part.sql(), bounds, columns);
    List<String> expected = new ArrayList<>();
    for (Walk walk : walks) {
      String start = walk.ends() + "|" + walk.keys() + "|";
      int length = walk.edges().size();
      if (rows == 0) {
        expected.add(start + length);
      }
      for (int i = 0; rows == 1 && i <= length; i++) {
        int v = walk.vertices().get(i);
        expected.add(start + v + "|" + x.get(v) + "|" + (2 * i + 1));
      }
      for (int i = 0; rows == 2 && i < length; i++) {
        expected.add(
            start
                + x.get(walk.vertices().get(i))
                + "|%d|v(%d)|%d|%d|%d"
                    .formatted(
                        walk.edges().get(i).w(),
                        walk.vertices().get(i + 1),
                        2 * i + 1,
                        2 * i + 2,
                        2 * i + 3));
      }
      if (rows == 2 && length == 0) {
        expected.add(start + x.get(walk.last()) + "|null|null|1|null|null");
      }
    }
    assertThat(Sql.rows(connection, sql)).as(sql).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<Walk> walks(
      List<Edge> edges, List<Integer> x, Part part, String bounds, String selector) {
    int least = bounds.equals("{2}") ? 2 : bounds.matches("\\+|\\{1.*") ? 1 : 0;
    int most = isUnbounded(bounds) ? LONGEST : bounds.equals("?") ? 1 : 2;
    List<Walk> walks = new ArrayList<>();
    List<Walk> last = new ArrayList<>();
    for (int v = 0; v < VERTICES; v++) {
      last.add(new Walk(List.of(v), List.of()));
    }
    for (int repeated = 0; repeated <= most; repeated++) {
      if (repeated >= least) {
        walks.addAll(last);
      }
      List<Walk> next = new ArrayList<>();
      last.forEach(walk -> repeat(walk, edges, x, part, selector, next));
      last = next;
    }
    walks.sort(
        Comparator.comparing(Walk::ends)
            .thenComparing(walk -> walk.edges().size())
            .thenComparing(Walk::keys));
    Map<String, Integer> shortest = new HashMap<>();
    Map<String, Integer> taken = new HashMap<>();
    List<Walk> kept = new ArrayList<>();
    for (Walk walk : walks) {
      int first = shortest.computeIfAbsent(walk.ends(), ends -> walk.edges().size());
      int number = taken.merge(walk.ends(), 1, Integer::sum);
      boolean isKept =
          selector.startsWith("ANY")
              ? number == 1
              : selector.startsWith("ALL")
                  ? walk.edges().size() == first
                  : !selector.startsWith("SHORTEST 2") || number <= 2;
      if (isKept) {
        kept.add(walk);
      }
    }
    return kept;
  }

  /** Adds the walks that are longer by one repetition. */
  private static void repeat(
      Walk from, List<Edge> edges, List<Integer> x, Part part, String selector, List<Walk> into) {
    List<Walk> walks = List.of(from);
    for (char way : part.ways().toCharArray()) {
      List<Walk> longer = new ArrayList<>();
      for (Walk walk : walks) {
        for (Edge edge : edges) {
          TreeSet<Integer> ends = new TreeSet<>();
          if (way != '<' && edge.from() == walk.last()) {
            ends.add(edge.to());
          }
          if (way != '>' && edge.to() == walk.last()) {
            ends.add(edge.from());
          }
          ends.forEach(end -> longer.add(walk.with(edge, end)));
        }
      }
      longer.removeIf(walk -> !isAllowed(walk, selector));
      walks = longer;
    }
    int size = part.ways().length();
    for (Walk walk : walks) {
      int length = walk.edges().size();
      List<Integer> vertices = walk.vertices().subList(length - size, length + 1);
      List<Integer> w = walk.edges().subList(length - size, length).stream().map(Edge::w).toList();
      if (part.condition().test(vertices, vertices.stream().map(x::get).toList(), w)) {
        into.add(walk);
      }
    }
  }

  private static boolean isAllowed(Walk walk, String selector) {
    List<Integer> vertices = walk.vertices();
    int length = walk.edges().size();
    List<Integer> inner = vertices.subList(0, length);
    boolean distinctInner = inner.stream().distinct().count() == length;
    if (selector.contains("TRAIL")) {
      return walk.edges().stream().distinct().count() == length;
    }
    if (selector.contains("ACYCLIC")) {
      return distinctInner && !inner.contains(walk.last());
    }
    if (selector.contains("SIMPLE")) {
      return distinctInner && !vertices.subList(1, Math.max(1, length)).contains(walk.last());
    }
    return true;
  }
}
