package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Nearest neighbours of each row of a table and pairs of near rows: the joint operator against the
 * loop that runs when it is switched off.
 */
class NeighbourJoinITCase {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private static final String SWITCH = "SET megadb.plugin.vector.neighbour_joins = ";
  private static final int ROWS = 700;
  private static final int SOUGHT = 90;

  /** Queries of which one operator must do the work. */
  private static final List<String> JOINED =
      List.of(
          """
          SELECT q.id, s.id, s.d FROM sought q CROSS JOIN LATERAL (
            SELECT t.id, t.v <-> q.v AS d FROM items t ORDER BY t.v <-> q.v, t.id LIMIT 4) s\
          """,
          """
          SELECT q.id, s.id, s.kind, s.d FROM sought q CROSS JOIN LATERAL (
            SELECT t.*, q.v <=> t.v AS d FROM items t WHERE t.kind < 3 ORDER BY d, t.id DESC LIMIT 3) s\
          """,
          """
          SELECT q.id, s.id, s.d FROM sought q LEFT JOIN LATERAL (
            SELECT t.id, t.v <#> q.v AS d FROM items t WHERE t.kind = q.kind AND t.id <> q.id
            ORDER BY t.v <#> q.v, t.id LIMIT 2) s ON true\
          """,
          """
          SELECT q.id, s.id FROM sought q LEFT JOIN LATERAL (
            SELECT t.id FROM items t WHERE t.kind > q.kind + 3 ORDER BY t.v <+> q.v, t.id LIMIT 2) s
            ON true\
          """,
          """
          SELECT q.id, s.id, s.name, s.d FROM sought q CROSS JOIN LATERAL (
            SELECT t.id, k.name, t.v <-> q.v AS d FROM items t JOIN kinds k ON k.kind = t.kind
            WHERE t.id NOT IN (SELECT id FROM sought) AND (t.kind <> q.kind OR t.id % 2 = 0)
            ORDER BY t.v <-> q.v, t.id LIMIT 5) s\
          """,
          """
          SELECT q.id, s.id, s.d FROM (SELECT id, v FROM sought WHERE id < 20) q CROSS JOIN LATERAL (
            SELECT t.id, (t.v <-> q.v) * 2 + t.kind + q.id AS d FROM items t
            ORDER BY t.v <-> q.v, t.id LIMIT 1000) s\
          """,
          "SELECT a.id, b.id FROM sought a JOIN items b ON a.v <-> b.v < 0.6",
          "SELECT a.id, b.id, a.v <=> b.v FROM sought a JOIN items b ON 0.05 >= (b.v <=> a.v)"
              + " AND a.kind <= b.kind",
          "SELECT a.id, b.id FROM sought a LEFT JOIN items b ON a.v <+> b.v <= 1.1 AND b.id >"
              + " a.id");

  @BeforeAll
  static void fill() throws SQLException {
    SplittableRandom random = new SplittableRandom(3);
    try (Connection connection = SERVER.connect()) {
      Sql.run(connection, "CREATE TABLE kinds (kind int PRIMARY KEY, name text)");
      Sql.run(connection, "INSERT INTO kinds SELECT i, 'kind ' || i FROM generate_series(0, 5) i");
      Sql.run(
          connection,
          "CREATE TABLE items (id int NOT NULL, kind int, v vector(6)) USING olap"
              + " WITH (partition_by = 'kind')");
      Sql.run(connection, "CREATE TABLE sought (id int PRIMARY KEY, kind int, v vector(6))");
      Sql.run(connection, "INSERT INTO items VALUES " + rows(random, ROWS));
      Sql.run(connection, "INSERT INTO sought VALUES " + rows(random, SOUGHT));
    }
  }

  private static String rows(SplittableRandom random, int count) {
    List<String> rows = new ArrayList<>();
    List<String> vectors = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      List<String> elements = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        elements.add(Integer.toString(random.nextInt(7) - 3));
      }
      // Some rows have no vector, some one that others have too, some one of length zero.
      String vector =
          switch (random.nextInt(12)) {
            case 0 -> "NULL";
            case 1 -> "'[0,0,0,0,0,0]'";
            case 2 -> vectors.isEmpty() ? "NULL" : vectors.get(random.nextInt(vectors.size()));
            default -> "'[" + String.join(",", elements) + "]'";
          };
      vectors.add(vector);
      rows.add("(" + id + ", " + random.nextInt(6) + ", " + vector + ")");
    }
    return String.join(", ", rows);
  }

  @Test
  void jointOperatorGivesTheRowsOfTheLoopEverywhere() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      for (String query : JOINED) {
        String ordered = query + " ORDER BY 1, 2";
        Sql.run(connection, "SET megadb.execution = local");
        Sql.run(connection, SWITCH + "off");
        assertThat(plan(connection, query)).as(query).doesNotContain("Nearest Neighbours Join");
        List<String> expected = Sql.rows(connection, ordered);
        assertThat(expected).isNotEmpty();
        Sql.run(connection, SWITCH + "on");
        assertThat(plan(connection, query))
            .as(query)
            .contains("->  Nearest Neighbours Join")
            .contains("Search: exact (every pair compared");
        for (String execution : List.of("local", "flink")) {
          Sql.run(connection, "SET megadb.execution = " + execution);
          for (int workers : new int[] {1, 2, 4}) {
            Sql.run(connection, "SET megadb.parallelism = " + workers);
            List<String> rows = Sql.rows(connection, ordered);
            assertThat(difference(rows, expected))
                .as("%s, %d workers: %s", execution, workers, query)
                .isEmpty();
          }
        }
      }
    }
  }

  /** The first row that differs, both ways; empty if there is none. */
  private static String difference(List<String> rows, List<String> expected) {
    for (int i = 0; i < Math.max(rows.size(), expected.size()); i++) {
      String row = i < rows.size() ? rows.get(i) : "nothing";
      String other = i < expected.size() ? expected.get(i) : "nothing";
      if (!row.equals(other)) {
        return "row " + i + ": " + row + " instead of " + other;
      }
    }
    return "";
  }

  @Test
  void rowsEquallyFarWithoutAnOrderAreTheSameForAnyNumberOfWorkers() throws SQLException {
    String query =
        """
        SELECT q.id, s.id FROM sought q CROSS JOIN LATERAL (
          SELECT t.id FROM items t ORDER BY t.v <-> q.v LIMIT 3) s ORDER BY 1, 2\
        """;
    try (Connection connection = SERVER.connect()) {
      List<String> first = Sql.rows(connection, query);
      for (int workers : new int[] {1, 2, 4}) {
        Sql.run(connection, "SET megadb.parallelism = " + workers);
        assertThat(Sql.rows(connection, query)).isEqualTo(first);
      }
    }
  }

  @Test
  void limitAndBoundMayBeParameters() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      String lateral =
          "SELECT count(*) FROM sought q CROSS JOIN LATERAL (SELECT t.id FROM items t"
              + " ORDER BY t.v <-> q.v LIMIT ?) s";
      assertThat(count(connection, lateral, 3L)).isEqualTo(3 * SOUGHT);
      assertThat(count(connection, lateral, 0L)).isZero();
      assertThat(count(connection, lateral, 5000L)).isEqualTo(ROWS * SOUGHT);
      assertThat(count(connection, lateral, null)).isEqualTo(ROWS * SOUGHT);
      String pairs = "SELECT count(*) FROM sought q JOIN items t ON t.v <-> q.v < ?";
      assertThat(count(connection, pairs, 0.0)).isZero();
      assertThat(count(connection, pairs, (Double) null)).isZero();
      assertThat(count(connection, pairs, 1000.0))
          .isEqualTo(
              Long.parseLong(
                  Sql.value(
                      connection,
                      "SELECT (SELECT count(v) FROM sought) * (SELECT count(v) FROM items)")));
    }
  }

  private static long count(Connection connection, String query, Object parameter)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      if (parameter instanceof Double number) {
        statement.setDouble(1, number);
      } else if (parameter instanceof Long number) {
        statement.setLong(1, number);
      } else {
        statement.setNull(
            1, query.contains("LIMIT") ? java.sql.Types.BIGINT : java.sql.Types.DOUBLE);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  @Test
  void whatReadsTheOuterRowElsewhereStaysALoop() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      for (String query :
          List.of(
              // the vector is computed of both rows
              "SELECT q.id, s.id FROM sought q CROSS JOIN LATERAL (SELECT t.id FROM items t"
                  + " ORDER BY t.v <-> (q.v + t.v), t.id LIMIT 2) s",
              // the outer row is read below an aggregate
              "SELECT q.id, s.kind FROM sought q CROSS JOIN LATERAL (SELECT g.kind FROM"
                  + " (SELECT kind, avg(v) AS v FROM items WHERE id < q.id GROUP BY kind) g"
                  + " ORDER BY g.v <-> q.v, g.kind LIMIT 2) s",
              // rows are skipped
              "SELECT q.id, s.id FROM sought q CROSS JOIN LATERAL (SELECT t.id FROM items t"
                  + " ORDER BY t.v <-> q.v, t.id LIMIT 2 OFFSET 1) s",
              // a row kept with nulls would show a value
              "SELECT q.id, s.one FROM sought q LEFT JOIN LATERAL (SELECT 1 AS one FROM items t"
                  + " WHERE t.kind > q.kind ORDER BY t.v <-> q.v, t.id LIMIT 1) s ON true")) {
        assertThat(plan(connection, query)).as(query).doesNotContain("Nearest Neighbours Join");
        assertThat(Sql.rows(connection, query)).as(query).isNotEmpty();
      }
    }
  }

  @Test
  void vectorsOfDifferentLengthAreRefused() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      Sql.run(connection, "CREATE TABLE mixed (id int PRIMARY KEY, v vector)");
      Sql.run(connection, "INSERT INTO mixed VALUES (1, '[1,2]'), (2, '[1,2,3]')");
      String query =
          "SELECT a.id, s.id FROM mixed a CROSS JOIN LATERAL (SELECT b.id FROM mixed b WHERE %s"
              + " ORDER BY b.v <-> a.v, b.id LIMIT 1) s ORDER BY 1";
      assertThat(Sql.error(connection, query.formatted("b.id > 0")).getMessage())
          .contains("different vector dimensions");
      assertThat(Sql.rows(connection, query.formatted("b.id = a.id")))
          .containsExactly("1|1", "2|2");
    }
  }

  @Test
  void indexFindsNearlyAllNeighboursAndAJobAllOfThem() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      Sql.run(connection, "CREATE TABLE many (id int PRIMARY KEY, name text, v vector(8))");
      Sql.run(connection, "CREATE TABLE few (id int PRIMARY KEY, v vector(8))");
      SplittableRandom random = new SplittableRandom(8);
      for (int part = 0; part < 6; part++) {
        Sql.run(connection, "INSERT INTO many VALUES " + points(random, part * 1000, 1000, true));
      }
      Sql.run(connection, "INSERT INTO few VALUES " + points(random, 0, 70, false));
      Sql.run(connection, "CREATE INDEX many_v ON many USING hnsw (v vector_l2_ops)");
      String query =
          "SELECT q.id, s.id, s.name FROM few q CROSS JOIN LATERAL (SELECT t.id, t.name FROM many t"
              + " ORDER BY t.v <-> q.v, t.id LIMIT 5) s";
      Sql.run(connection, "SET megadb.execution = local");
      List<String> exact = Sql.rows(connection, query + " ORDER BY 1, 2");
      Set<String> progress = new TreeSet<>();
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                progress.addAll(
                    Sql.rows(
                        connection,
                        "SELECT relid::regclass, phase, tuples_done <= tuples_total"
                            + " FROM pg_stat_progress_create_index"));
                return plan(connection, query).contains("Search: approximate (index many_v");
              });
      assertThat(progress).contains("many|building index: loading tuples|t");
      assertThat(Sql.rows(connection, "SELECT * FROM pg_stat_progress_create_index")).isEmpty();
      for (int workers : new int[] {1, 2}) {
        Sql.run(connection, "SET megadb.parallelism = " + workers);
        List<String> found = new ArrayList<>(Sql.rows(connection, query + " ORDER BY 1, 2"));
        assertThat(found).hasSameSizeAs(exact);
        found.retainAll(exact);
        assertThat(found.size()).isGreaterThan(exact.size() * 95 / 100);
      }
      Sql.run(connection, "SET megadb.execution = flink");
      assertThat(Sql.rows(connection, query + " ORDER BY 1, 2")).isEqualTo(exact);
      Sql.run(connection, "SET megadb.execution = local");
      // Without a vector every row is as far as any other, which an index cannot tell.
      Sql.run(connection, "INSERT INTO few VALUES (1000, NULL)");
      assertThat(Sql.rows(connection, query + " ORDER BY 1, 2"))
          .hasSize(exact.size() + 5)
          .contains("1000|0|name 0", "1000|4|name 4");
      assertThat(plan(connection, query.replace("LIMIT 5", "LIMIT 100")))
          .contains("Search: exact (comparing 6000 rows takes less than searching index many_v)");
    }
  }

  private static String points(SplittableRandom random, int from, int count, boolean named) {
    List<String> rows = new ArrayList<>();
    for (int id = from; id < from + count; id++) {
      List<String> elements = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        elements.add(Float.toString((float) random.nextDouble()));
      }
      rows.add(
          "("
              + id
              + (named ? ", 'name " + id + "'" : "")
              + ", '["
              + String.join(",", elements)
              + "]')");
    }
    return String.join(", ", rows);
  }

  private static String plan(Connection connection, String query) throws SQLException {
    return String.join("\n", Sql.rows(connection, "EXPLAIN " + query));
  }
}
