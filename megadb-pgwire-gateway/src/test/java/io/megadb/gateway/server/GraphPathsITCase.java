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
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Path patterns over random graphs in tables, with loops, parallel edges and edges whose end is
 * missing, against trying every walk; local and as jobs.
 */
class GraphPathsITCase {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private static final List<String> DIRECTIONS =
      List.of("-[e IS e]->", "<-[e IS e]-", "-[e IS e]-");
  private static final List<String> BOUNDS =
      List.of("{0,3}", "{2}", "{1,3}", "{,2}", "?", "*", "+", "{2,}");
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

  /** Longest walk that is tried where there is no bound. */
  private static final int LONGEST = 6;

  private static final int VERTICES = 4;

  private record Edge(int key, int from, int to) {}

  private record Walk(List<Integer> vertices, List<Integer> edges) {
    String ends() {
      return vertices.get(0) + "|" + vertices.get(vertices.size() - 1);
    }

    int length() {
      return edges.size();
    }

    String row() {
      String v = String.join(",", vertices.stream().map(i -> "v(" + i + ")").toList());
      String e = String.join(",", edges.stream().map(i -> "e(" + i + ")").toList());
      return ends() + "|" + length() + "|{" + v + "}|{" + e + "}";
    }
  }

  @Test
  void rowsAreThoseOfEveryWalk() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      String tier = "memory";
      Sql.run(connection, "CREATE TABLE v (id int PRIMARY KEY) USING " + tier);
      Sql.run(connection, "CREATE TABLE e (id int PRIMARY KEY, a int, b int) USING " + tier);
      Sql.run(
          connection,
          "CREATE PROPERTY GRAPH g VERTEX TABLES (v) EDGE TABLES (e SOURCE KEY (a) REFERENCES v"
              + " (id) DESTINATION KEY (b) REFERENCES v (id))");
      Random random = new Random(5);
      for (int graph = 0; graph < 6; graph++) {
        List<Edge> edges = edges(connection, random);
        for (int direction = 0; direction < DIRECTIONS.size(); direction++) {
          for (String bounds : BOUNDS) {
            for (String selector : SELECTORS) {
              if (!selector.isBlank() || !isUnbounded(bounds)) {
                boolean job = random.nextInt(60) == 0;
                check(connection, edges, direction, bounds, selector, job);
              }
            }
          }
        }
      }
    }
  }

  private static List<Edge> edges(Connection connection, Random random) throws SQLException {
    Sql.run(connection, "DELETE FROM e");
    Sql.run(connection, "DELETE FROM v");
    for (int v = 0; v < VERTICES; v++) {
      Sql.run(connection, "INSERT INTO v VALUES (" + v + ")");
    }
    List<Edge> edges = new ArrayList<>();
    for (int key = 0; key < 5; key++) {
      Edge edge = new Edge(key, random.nextInt(VERTICES), random.nextInt(VERTICES));
      edges.add(edge);
      Sql.run(
          connection, "INSERT INTO e VALUES (%d, %d, %d)".formatted(key, edge.from(), edge.to()));
    }
    Sql.run(connection, "INSERT INTO e VALUES (90, 0, 77), (91, 77, 0), (92, NULL, 1)");
    return edges;
  }

  private static boolean isUnbounded(String bounds) {
    return bounds.equals("*") || bounds.equals("+") || bounds.equals("{2,}");
  }

  private static void check(
      Connection connection,
      List<Edge> edges,
      int direction,
      String bounds,
      String selector,
      boolean job)
      throws SQLException {
    String sql =
        "SELECT * FROM GRAPH_TABLE (g MATCH p = "
            + selector
            + "(a)"
            + DIRECTIONS.get(direction)
            + bounds
            + "(b) COLUMNS (a.id AS a, b.id AS b, path_length(p), vertices(p), edges(p)))";
    Sql.run(connection, "SET megadb.execution = " + (job ? "flink" : "local"));
    assertThat(Sql.rows(connection, sql))
        .as("%s over %s", sql, edges)
        .containsExactlyInAnyOrderElementsOf(expected(edges, direction, bounds, selector));
  }

  private static List<String> expected(
      List<Edge> edges, int direction, String bounds, String selector) {
    int least = bounds.matches("\\{?2.*") ? 2 : bounds.matches("\\+|\\{1.*") ? 1 : 0;
    int most =
        isUnbounded(bounds) ? LONGEST : bounds.equals("?") ? 1 : bounds.endsWith("3}") ? 3 : 2;
    List<Walk> walks = new ArrayList<>();
    for (int v = 0; v < VERTICES; v++) {
      grow(new Walk(List.of(v), List.of()), edges, direction, most, selector, walks);
    }
    walks.removeIf(walk -> walk.length() < least);
    walks.sort(
        Comparator.comparing(Walk::ends)
            .thenComparing(Walk::length)
            .thenComparing(walk -> walk.edges().toString()));
    Map<String, Integer> shortest = new HashMap<>();
    Map<String, Integer> taken = new TreeMap<>();
    List<String> rows = new ArrayList<>();
    for (Walk walk : walks) {
      int first = shortest.computeIfAbsent(walk.ends(), ends -> walk.length());
      int number = taken.merge(walk.ends(), 1, Integer::sum);
      boolean kept =
          selector.startsWith("ANY")
              ? number == 1
              : selector.startsWith("ALL")
                  ? walk.length() == first
                  : !selector.startsWith("SHORTEST 2") || number <= 2;
      if (kept) {
        rows.add(walk.row());
      }
    }
    return rows;
  }

  private static void grow(
      Walk walk, List<Edge> edges, int direction, int most, String selector, List<Walk> walks) {
    if (!isAllowed(walk, selector)) {
      return;
    }
    walks.add(walk);
    if (walk.length() == most) {
      return;
    }
    int at = walk.vertices().get(walk.length());
    for (Edge edge : edges) {
      IntStream.Builder next = IntStream.builder();
      if (direction != 1 && edge.from() == at) {
        next.add(edge.to());
      }
      if (direction != 0 && edge.to() == at) {
        next.add(edge.from());
      }
      next.build()
          .distinct()
          .forEach(
              to -> {
                List<Integer> vertices = new ArrayList<>(walk.vertices());
                vertices.add(to);
                List<Integer> passed = new ArrayList<>(walk.edges());
                passed.add(edge.key());
                grow(new Walk(vertices, passed), edges, direction, most, selector, walks);
              });
    }
  }

  private static boolean isAllowed(Walk walk, String selector) {
    List<Integer> vertices = walk.vertices();
    long distinct = vertices.stream().distinct().count();
    if (selector.contains("TRAIL")) {
      return walk.edges().stream().distinct().count() == walk.length();
    }
    if (selector.contains("ACYCLIC")) {
      return distinct == vertices.size();
    }
    if (selector.contains("SIMPLE")) {
      boolean closed = vertices.get(0).equals(vertices.get(walk.length())) && walk.length() > 0;
      return distinct == vertices.size() || closed && distinct == walk.length();
    }
    return true;
  }
}
