package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

/** A kept adjacency never shows in an answer, only in EXPLAIN and in the time. */
class GraphCacheITCase {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private static final String CACHE = "\"megadb.plugin.graph.graph_cache\"";
  private static final int STEPS = 80;

  /** Every commit is a file of an olap table, and every read opens all. */
  private static final int OLAP_STEPS = 25;

  private static String paths(String graph) {
    return "SELECT * FROM GRAPH_TABLE ("
        + graph
        + " MATCH p = ANY SHORTEST (a)-[e]->{0,4}(b)"
        + " COLUMNS (a.id AS a, b.id AS b, path_length(p) AS n, edges(p) AS e)) ORDER BY a, b";
  }

  private static String adjacency(Connection connection, String graph) throws SQLException {
    return Sql.rows(connection, "EXPLAIN " + paths(graph)).stream()
        .filter(line -> line.contains("Adjacency:"))
        .findFirst()
        .orElseThrow()
        .trim();
  }

  private static void create(Connection connection, String name, String vertices, String edges)
      throws SQLException {
    Sql.run(
        connection,
        "CREATE TABLE %s_v (id int PRIMARY KEY%s) USING %s"
            .formatted(name, enforced(vertices), vertices));
    Sql.run(
        connection,
        "CREATE TABLE %s_e (id int PRIMARY KEY%s, a int, b int) USING %s"
            .formatted(name, enforced(edges), edges));
    Sql.run(
        connection,
        ("CREATE PROPERTY GRAPH %s VERTEX TABLES (%s_v AS v KEY (id)) EDGE TABLES (%s_e AS e KEY"
                + " (id) SOURCE KEY (a) REFERENCES v (id) DESTINATION KEY (b) REFERENCES v (id))")
            .formatted(name, name, name));
  }

  private static String enforced(String tier) {
    return tier.equals("olap") ? " NOT ENFORCED" : "";
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp oltp", "memory memory", "olap olap", "oltp olap"})
  void answersAreThoseWithoutTheCacheWhateverTwoSessionsDo(String tiers) throws SQLException {
    String[] tier = tiers.split(" ");
    String name = "random_" + tier[0] + "_" + tier[1];
    Random random = new Random(tiers.hashCode());
    int cached = 0;
    try (Connection first = SERVER.connect();
        Connection second = SERVER.connect()) {
      create(first, name, tier[0], tier[1]);
      List<Connection> sessions = List.of(first, second);
      for (Connection session : sessions) {
        Sql.run(session, "SET lock_timeout = '20ms'");
      }
      int steps = tiers.contains("olap") ? OLAP_STEPS : STEPS;
      for (int step = 0; step < steps; step++) {
        Connection session = sessions.get(random.nextInt(2));
        String change = change(random, name);
        PSQLException failure = Sql.error(session, change);
        if (failure != null) {
          Sql.run(session, "ROLLBACK");
        }
        for (Connection reader : sessions) {
          cached += compare(reader, name, step + " " + change);
        }
      }
      assertThat(cached).isPositive();
      Sql.run(first, "ROLLBACK");
      Sql.run(second, "ROLLBACK");
    }
  }

  private static String change(Random random, String name) {
    int id = random.nextInt(30);
    int a = random.nextInt(8);
    int b = random.nextInt(8);
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> "INSERT INTO %s_e VALUES (%d, %d, %d)".formatted(name, id, a, b);
      case 4, 5 -> "INSERT INTO %s_v VALUES (%d)".formatted(name, a);
      case 6 -> "UPDATE %s_e SET b = %d WHERE id = %d".formatted(name, b, id);
      case 7 -> "DELETE FROM %s_e WHERE id = %d".formatted(name, id);
      case 8 -> "DELETE FROM %s_v WHERE id = %d".formatted(name, a);
      case 9 -> "BEGIN";
      case 10 -> "BEGIN ISOLATION LEVEL REPEATABLE READ";
      case 11 -> "SAVEPOINT s";
      case 12 -> "ROLLBACK TO SAVEPOINT s";
      case 13 -> "ROLLBACK";
      case 14 -> random.nextInt(6) == 0 ? "TRUNCATE " + name + "_e" : "COMMIT";
      default -> "COMMIT";
    };
  }

  /** Both answers; 1 if the first came from a kept graph. */
  private static int compare(Connection session, String name, String step) throws SQLException {
    String adjacency = adjacency(session, name);
    List<String> with = Sql.rows(session, paths(name));
    Sql.run(session, "SET " + CACHE + " = off");
    List<String> without = Sql.rows(session, paths(name));
    Sql.run(session, "SET " + CACHE + " = on");
    assertThat(with).as("%s: %s", step, adjacency).isEqualTo(without);
    return adjacency.contains("cached, ") ? 1 : 0;
  }

  @Test
  void definitionsMakeAnotherGraph() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      create(connection, "life", "oltp", "memory");
      Sql.run(connection, "INSERT INTO life_v VALUES (1), (2), (3)");
      Sql.run(connection, "INSERT INTO life_e VALUES (1, 1, 2), (2, 2, 3)");
      assertThat(adjacency(connection, "life")).isEqualTo("Adjacency: built, then cached");
      List<String> rows = Sql.rows(connection, paths("life"));
      assertThat(adjacency(connection, "life"))
          .startsWith("Adjacency: cached, 3 vertices, 2 edges, ");
      assertThat(Sql.rows(connection, paths("life"))).isEqualTo(rows).hasSize(6);

      Sql.run(connection, "ALTER TABLE life_v ADD COLUMN more int");
      assertThat(adjacency(connection, "life")).isEqualTo("Adjacency: built, then cached");
      assertThat(Sql.rows(connection, paths("life"))).isEqualTo(rows);

      Sql.run(connection, "DROP PROPERTY GRAPH life");
      Sql.run(connection, "DROP TABLE life_e");
      Sql.run(connection, "DROP TABLE life_v");
      create(connection, "life", "oltp", "memory");
      assertThat(Sql.rows(connection, paths("life"))).isEmpty();
      Sql.run(connection, "INSERT INTO life_v VALUES (7)");
      assertThat(Sql.rows(connection, paths("life"))).containsExactly("7|7|0|{}");

      Sql.run(
          connection,
          "CREATE OR REPLACE PROPERTY GRAPH life VERTEX TABLES (life_v AS v) EDGE TABLES (life_e"
              + " AS e SOURCE KEY (b) REFERENCES v (id) DESTINATION KEY (a) REFERENCES v (id))");
      Sql.run(connection, "INSERT INTO life_v VALUES (8)");
      Sql.run(connection, "INSERT INTO life_e VALUES (1, 7, 8)");
      assertThat(Sql.rows(connection, paths("life")))
          .containsExactly("7|7|0|{}", "8|7|1|{e(1)}", "8|8|0|{}");
    }
  }

  @Test
  void ownChangesAndOldSnapshotsAreBuiltForTheirStatement() throws SQLException {
    try (Connection connection = SERVER.connect();
        Connection other = SERVER.connect()) {
      create(connection, "own", "oltp", "oltp");
      Sql.run(connection, "INSERT INTO own_v VALUES (1), (2)");
      Sql.rows(connection, paths("own"));
      Sql.run(other, "BEGIN ISOLATION LEVEL REPEATABLE READ");
      assertThat(adjacency(other, "own")).contains("cached, 2 vertices");
      Sql.run(connection, "BEGIN");
      Sql.run(connection, "INSERT INTO own_e VALUES (1, 1, 2)");
      assertThat(adjacency(connection, "own")).contains("built for this statement: rows of own_e");
      assertThat(Sql.rows(connection, paths("own"))).hasSize(3);
      assertThat(adjacency(other, "own")).contains("cached, 2 vertices");
      Sql.run(connection, "COMMIT");
      assertThat(adjacency(other, "own")).contains("built for this statement");
      assertThat(Sql.rows(other, paths("own"))).hasSize(2);
      assertThat(Sql.rows(connection, paths("own"))).hasSize(3);
      Sql.run(other, "COMMIT");
      assertThat(Sql.rows(other, paths("own"))).hasSize(3);
    }
  }

  @Test
  void jobsOfThisProcessShareTheGraphs() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      create(connection, "job", "memory", "memory");
      Sql.run(connection, "INSERT INTO job_v SELECT generate_series(1, 50)");
      Sql.run(connection, "INSERT INTO job_e SELECT g, g, g + 1 FROM generate_series(1, 49) g");
      Sql.run(connection, "SET megadb.execution = flink");
      List<String> built = Sql.rows(connection, paths("job"));
      assertThat(adjacency(connection, "job")).contains("cached, 50 vertices, 49 edges");
      assertThat(Sql.rows(connection, paths("job")))
          .isEqualTo(built)
          .hasSize(50 + 49 + 48 + 47 + 46);
    }
  }

  @Test
  void graphsBeyondTheLimitGoAndAnswersStay() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      List<String> names = new ArrayList<>(List.of("big1", "big2", "big3"));
      Sql.run(connection, "SET megadb.graph_cache_memory_max = 2");
      for (String name : names) {
        create(connection, name, "memory", "memory");
        Sql.run(connection, "INSERT INTO " + name + "_v SELECT generate_series(1, 8000)");
        Sql.run(
            connection,
            "INSERT INTO " + name + "_e SELECT g, g, g % 8000 + 1 FROM generate_series(1, 8000) g");
      }
      String count = "SELECT count(*) FROM (" + paths("%s") + ") AS p";
      for (String name : names) {
        assertThat(Sql.value(connection, count.formatted(name))).isEqualTo("40000");
      }
      assertThat(adjacency(connection, "big1")).isEqualTo("Adjacency: built, then cached");
      assertThat(adjacency(connection, "big3")).contains("cached, 8000 vertices");
      assertThat(Sql.value(connection, count.formatted("big1"))).isEqualTo("40000");
    }
  }
}
