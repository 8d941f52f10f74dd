package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The six algorithms of LDBC Graphalytics give its reference outputs, local and as jobs. Where it
 * writes 2⁶³-1 or Infinity for a vertex that cannot be reached, the answer is null.
 */
class GraphalyticsITCase {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private static final Path FILES = Path.of("src/test/resources/graphalytics");
  private static final double EPSILON = 1e-4;

  /**
   * One reference output.
   *
   * @param graph stem of its graph's files
   * @param output file
   * @param call with the graph's name left out, and whether the graph is directed
   */
  private record Reference(String graph, String output, String algorithm, String call) {}

  private static List<Reference> references(boolean directed) {
    String unit = directed ? "dir" : "undir";
    String example = directed ? "example-directed" : "example-undirected";
    int source = directed ? 1 : 2;
    String way = ", directed => " + directed;
    List<Reference> all = new ArrayList<>();
    all.add(unit("bfs", unit, "bfs('%s', source => 1" + way + ")"));
    all.add(unit("cdlp", unit, "cdlp('%s', iterations => 5" + way + ")"));
    all.add(unit("lcc", unit, "lcc('%s'" + way + ")"));
    all.add(unit("pr", unit, "pagerank('%s', iterations => " + (directed ? 14 : 26) + way + ")"));
    all.add(unit("sssp", unit, "sssp('%s', source => 1, weight => 'w'" + way + ")"));
    all.add(unit("wcc", unit, "wcc('%s')"));
    all.add(example("BFS", example, "bfs('%s', source => " + source + way + ")"));
    all.add(example("CDLP", example, "cdlp('%s', iterations => 2" + way + ")"));
    all.add(example("LCC", example, "lcc('%s'" + way + ")"));
    all.add(example("PR", example, "pagerank('%s', iterations => 2" + way + ")"));
    all.add(example("SSSP", example, "sssp('%s', weight => 'w', source => " + source + way + ")"));
    all.add(example("WCC", example, "wcc('%s')"));
    return all;
  }

  private static Reference unit(String algorithm, String kind, String call) {
    return new Reference(
        algorithm + "-" + kind + "-input", algorithm + "-" + kind + "-output", algorithm, call);
  }

  private static Reference example(String algorithm, String graph, String call) {
    return new Reference(
        graph, graph + "-" + algorithm, algorithm.toLowerCase(java.util.Locale.ROOT), call);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersAreTheReferenceOutputs(boolean directed) throws SQLException, IOException {
    try (Connection connection = SERVER.connect()) {
      int checked = 0;
      for (Reference reference : references(directed)) {
        String name = "g" + (directed ? "d" : "u") + checked++;
        load(connection, name, reference.graph());
        for (String run : List.of("local", "flink")) {
          Sql.run(connection, "SET megadb.execution = " + run);
          check(
              reference, Sql.rows(connection, "SELECT * FROM " + reference.call().formatted(name)));
        }
      }
      assertThat(checked).isEqualTo(12);
    }
  }

  private static void load(Connection connection, String name, String files)
      throws SQLException, IOException {
    TreeSet<Long> vertices = new TreeSet<>();
    List<String> edges = new ArrayList<>();
    if (Files.exists(FILES.resolve(files))) {
      for (String line : lines(files)) {
        String[] numbers = line.split("\\s+");
        for (String number : numbers) {
          vertices.add(Long.parseLong(number));
        }
        for (int i = 1; i < numbers.length; i++) {
          edges.add("(%d, %s, %s, 1)".formatted(edges.size(), numbers[0], numbers[i]));
        }
      }
    } else {
      lines(files + ".v").forEach(line -> vertices.add(Long.parseLong(line)));
      for (String line : lines(files + ".e")) {
        edges.add("(%d, %s)".formatted(edges.size(), line.replaceAll("\\s+", ", ")));
      }
    }
    Sql.run(connection, "CREATE TABLE %s_v (id bigint PRIMARY KEY)".formatted(name));
    Sql.run(
        connection,
        "CREATE TABLE %s_e (id bigint PRIMARY KEY, a bigint, b bigint, w float8) USING memory"
            .formatted(name));
    Sql.run(
        connection,
        "INSERT INTO %s_v VALUES (%s)"
            .formatted(name, String.join("), (", vertices.stream().map(String::valueOf).toList())));
    Sql.run(connection, "INSERT INTO %s_e VALUES %s".formatted(name, String.join(", ", edges)));
    Sql.run(
        connection,
        ("CREATE PROPERTY GRAPH %s VERTEX TABLES (%s_v) EDGE TABLES (%s_e SOURCE KEY (a)"
                + " REFERENCES %s_v (id) DESTINATION KEY (b) REFERENCES %s_v (id))")
            .formatted(name, name, name, name, name));
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(FILES.resolve(file)).stream()
        .map(String::trim)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static void check(Reference reference, List<String> rows) throws IOException {
    Map<String, String> answer = new HashMap<>();
    for (String row : rows) {
      String[] values = row.split("\\|");
      answer.put(values[0], values[1]);
    }
    List<String> expected = lines(reference.output());
    assertThat(answer).as(reference.output()).hasSize(expected.size());
    Map<String, String> partners = new HashMap<>();
    for (String line : expected) {
      String[] values = line.split("\\s+");
      String found = answer.get(values[0]);
      switch (reference.algorithm()) {
        case "bfs" ->
            assertThat(found.equals("null") ? String.valueOf(Long.MAX_VALUE) : found)
                .as("%s %s", reference, line)
                .isEqualTo(values[1]);
        case "cdlp" -> assertThat(found).as("%s %s", reference, line).isEqualTo(values[1]);
        case "wcc" -> {
          partners.putIfAbsent(values[1], found);
          assertThat(partners.get(values[1])).as("%s %s", reference, line).isEqualTo(found);
        }
        default -> number(reference, line, values[1], found);
      }
    }
    if (reference.algorithm().equals("wcc")) {
      assertThat(partners.values()).doesNotHaveDuplicates();
    }
  }

  private static void number(Reference reference, String line, String wanted, String found) {
    if (wanted.toLowerCase(java.util.Locale.ROOT).startsWith("inf")) {
      assertThat(found).as("%s %s", reference, line).isEqualTo("null");
      return;
    }
    double expected = Double.parseDouble(wanted);
    assertThat(Double.parseDouble(found))
        .as("%s %s", reference, line)
        .isEqualTo(expected, within(EPSILON * Math.abs(expected)));
  }
}
