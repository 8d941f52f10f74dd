package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** ORDER BY distance LIMIT k, exact and by an index, against distances computed in Java. */
class NearestNeighbourITCase {
  private static final int ROWS = 3000;
  private static final int DIMENSIONS = 16;
  private static final int NEIGHBOURS = 10;

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private final SplittableRandom random = new SplittableRandom(11);

  /** What the table under test holds. */
  private final Map<Integer, float[]> rows = new TreeMap<>();

  private float[] vector() {
    float[] vector = new float[DIMENSIONS];
    SplittableRandom centre = new SplittableRandom(random.nextInt(30));
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) (centre.nextDouble() * 4 + random.nextDouble() - 2.5);
    }
    return vector;
  }

  private static String text(float[] vector) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < vector.length; i++) {
      text.append(i == 0 ? "" : ",").append(vector[i]);
    }
    return text.append(']').toString();
  }

  private void fill(Connection connection, String table) throws SQLException, IOException {
    StringBuilder lines = new StringBuilder();
    rows.clear();
    for (int id = 0; id < ROWS; id++) {
      rows.put(id, vector());
      lines
          .append(id)
          .append('\t')
          .append(id % 100)
          .append('\t')
          .append(text(rows.get(id)))
          .append('\n');
    }
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY " + table + " FROM STDIN", new StringReader(lines.toString()));
  }

  private static double distance(String operator, float[] a, float[] b) {
    double product = 0;
    double left = 0;
    double right = 0;
    double squares = 0;
    double absolute = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      product += (double) a[i] * b[i];
      left += (double) a[i] * a[i];
      right += (double) b[i] * b[i];
      squares += difference * difference;
      absolute += Math.abs(difference);
    }
    return switch (operator) {
      case "<->" -> Math.sqrt(squares);
      case "<#>" -> -product;
      case "<=>" -> 1 - product / Math.sqrt(left * right);
      default -> absolute;
    };
  }

  private List<Integer> nearest(String operator, float[] query, Predicate<Integer> where) {
    return rows.keySet().stream()
        .filter(where)
        .sorted(
            Comparator.comparingDouble((Integer id) -> distance(operator, rows.get(id), query))
                .thenComparing(id -> id))
        .limit(NEIGHBOURS)
        .toList();
  }

  private static List<Integer> asked(
      Connection connection, String table, String operator, float[] query, String where)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT id FROM %s %s ORDER BY v %s ?::vector, id LIMIT %d"
                .formatted(table, where, operator, NEIGHBOURS))) {
      statement.setString(1, text(query));
      try (ResultSet result = statement.executeQuery()) {
        List<Integer> ids = new ArrayList<>();
        while (result.next()) {
          ids.add(result.getInt(1));
        }
        return ids;
      }
    }
  }

  private static String explained(
      Connection connection, String table, String operator, String where) throws SQLException {
    String query =
        "EXPLAIN SELECT id FROM %s %s ORDER BY v %s '%s' LIMIT 3"
            .formatted(table, where, operator, text(new float[DIMENSIONS]).replace("[0.0", "[1.0"));
    return Sql.rows(connection, query).stream()
        .filter(line -> line.contains("Nearest Neighbours"))
        .findFirst()
        .orElse("none");
  }

  private static void awaitIndex(Connection connection, String table, String operator) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> explained(connection, table, operator, "").contains("approximate"));
  }

  private double recall(Connection connection, String table, String operator) throws SQLException {
    int found = 0;
    for (int i = 0; i < 50; i++) {
      float[] query = vector();
      List<Integer> ids = asked(connection, table, operator, query, "");
      assertThat(ids).hasSize(NEIGHBOURS).doesNotHaveDuplicates();
      assertThat(rows.keySet()).containsAll(ids);
      Set<Integer> exact = new HashSet<>(nearest(operator, query, id -> true));
      found += (int) ids.stream().filter(exact::contains).count();
    }
    return found / (50.0 * NEIGHBOURS);
  }

  @Test
  void withoutIndexNeighboursAreExact() throws Exception {
    try (Connection connection = SERVER.connect()) {
      for (String tier : List.of("oltp", "olap", "memory")) {
        String table = "exact_" + tier;
        Sql.run(
            connection,
            "CREATE TABLE %s (id int, grp int, v vector(%d)) USING %s"
                .formatted(table, DIMENSIONS, tier));
        fill(connection, table);
        for (String operator : List.of("<->", "<#>", "<=>", "<+>")) {
          assertThat(explained(connection, table, operator, "")).contains("exact (no index for");
          float[] query = vector();
          assertThat(asked(connection, table, operator, query, ""))
              .isEqualTo(nearest(operator, query, id -> true));
          assertThat(asked(connection, table, operator, query, "WHERE grp = 7"))
              .isEqualTo(nearest(operator, query, id -> id % 100 == 7));
          Sql.run(connection, "SET megadb.execution = flink");
          assertThat(asked(connection, table, operator, query, "WHERE grp < 50"))
              .isEqualTo(nearest(operator, query, id -> id % 100 < 50));
          Sql.run(connection, "RESET megadb.execution");
        }
      }
    }
  }

  @Test
  void indexFollowsItsTableInEveryTier() throws Exception {
    try (Connection connection = SERVER.connect()) {
      for (String tier : List.of("oltp", "olap", "memory")) {
        String table = "indexed_" + tier;
        Sql.run(
            connection,
            "CREATE TABLE %s (id int, grp int, v vector(%d)) USING %s"
                .formatted(table, DIMENSIONS, tier));
        fill(connection, table);
        Sql.run(
            connection,
            "CREATE INDEX CONCURRENTLY ON " + table + " USING hnsw (v vector_cosine_ops)");
        awaitIndex(connection, table, "<=>");
        assertThat(recall(connection, table, "<=>")).as(tier).isGreaterThanOrEqualTo(0.95);
        replaceThirdOf(connection, table);
        awaitIndex(connection, table, "<=>");
        assertThat(recall(connection, table, "<=>")).as(tier).isGreaterThanOrEqualTo(0.95);
      }
    }
  }

  private void replaceThirdOf(Connection connection, String table) throws SQLException {
    connection.setAutoCommit(false);
    Sql.run(connection, "DELETE FROM " + table + " WHERE id % 10 = 3");
    rows.keySet().removeIf(id -> id % 10 == 3);
    StringBuilder values = new StringBuilder();
    for (int id = ROWS; id < ROWS + ROWS / 5; id++) {
      rows.put(id, vector());
      values
          .append(id == ROWS ? "" : ", ")
          .append("(%d, %d, '%s')".formatted(id, id % 100, text(rows.get(id))));
    }
    Sql.run(connection, "INSERT INTO " + table + " VALUES " + values);
    connection.commit();
    connection.setAutoCommit(true);
  }

  @Test
  void statementsNeverSeeOtherRowsThanTheirSnapshots() throws Exception {
    try (Connection connection = SERVER.connect();
        Connection other = SERVER.connect()) {
      Sql.run(
          connection,
          "CREATE TABLE seen (id int PRIMARY KEY, grp int, v vector(%d))".formatted(DIMENSIONS));
      fill(connection, "seen");
      Sql.run(connection, "CREATE INDEX seen_v ON seen USING hnsw (v vector_l2_ops)");
      awaitIndex(connection, "seen", "<->");
      float[] query = vector();
      other.setAutoCommit(false);
      other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      List<Integer> before = nearest("<->", query, id -> true);
      assertThat(asked(other, "seen", "<->", query, "")).isEqualTo(before);
      connection.setAutoCommit(false);
      Sql.run(connection, "DELETE FROM seen WHERE id = " + before.get(0));
      float[] removed = rows.remove(before.get(0));
      assertThat(asked(connection, "seen", "<->", query, ""))
          .isEqualTo(nearest("<->", query, id -> true));
      connection.rollback();
      rows.put(before.get(0), removed);
      assertThat(asked(connection, "seen", "<->", query, "")).isEqualTo(before);
      Sql.run(connection, "DELETE FROM seen WHERE id = " + before.get(0));
      connection.commit();
      connection.setAutoCommit(true);
      assertThat(asked(other, "seen", "<->", query, "")).isEqualTo(before);
      rows.remove(before.get(0));
      assertThat(asked(connection, "seen", "<->", query, ""))
          .isEqualTo(nearest("<->", query, id -> true));
      awaitIndex(connection, "seen", "<->");
      assertThat(asked(other, "seen", "<->", query, "")).isEqualTo(before);
      other.commit();
      assertThat(asked(other, "seen", "<->", query, "")).doesNotContain(before.get(0));
    }
  }

  @Test
  void filteredSearchesGiveAllRowsAskedFor() throws Exception {
    try (Connection connection = SERVER.connect()) {
      Sql.run(
          connection,
          "CREATE TABLE filtered (id int, grp int, v vector(%d)) USING olap".formatted(DIMENSIONS));
      fill(connection, "filtered");
      Sql.run(connection, "INSERT INTO filtered VALUES (-1, 1000, NULL), (-2, 1000, NULL)");
      Sql.run(connection, "CREATE INDEX ON filtered USING hnsw (v vector_l2_ops)");
      awaitIndex(connection, "filtered", "<->");
      assertThat(explained(connection, "filtered", "<->", "WHERE grp = 7"))
          .contains("exact (index filtered_v_idx, all 30 rows that match compared)");
      for (String where : List.of("WHERE grp = 7", "WHERE id = 77", "WHERE grp < 50 AND id > 5")) {
        float[] query = vector();
        Predicate<Integer> passes =
            where.contains("= 7") && !where.contains("77")
                ? id -> id % 100 == 7
                : where.contains("77") ? id -> id == 77 : id -> id % 100 < 50 && id > 5;
        assertThat(asked(connection, "filtered", "<->", query, where))
            .isEqualTo(nearest("<->", query, passes));
      }
      assertThat(asked(connection, "filtered", "<->", vector(), "WHERE grp = 1000"))
          .containsExactly(-2, -1);
      try (Statement statement = connection.createStatement();
          ResultSet result =
              statement.executeQuery(
                  "SELECT v, grp, id FROM filtered ORDER BY v <-> '%s' LIMIT 1"
                      .formatted(text(rows.get(42))))) {
        assertThat(result.next()).isTrue();
        assertThat(result.getString(3)).isEqualTo("42");
        assertThat(result.getString(1))
            .isEqualTo(Sql.value(connection, "SELECT v FROM filtered WHERE id = 42"));
      }
    }
  }

  @Test
  void definitionsAreCheckedShownAndDropped() throws Exception {
    try (Connection connection = SERVER.connect()) {
      Sql.run(
          connection, "CREATE TABLE defined (id int PRIMARY KEY, t text, v vector(3), w vector)");
      Sql.run(
          connection,
          "CREATE INDEX defined_i ON defined USING hnsw (v vector_ip_ops) WITH (m = 8)");
      assertThat(
              Sql.value(
                  connection,
                  "SELECT pg_get_indexdef(oid) FROM pg_class WHERE relname = 'defined_i'"))
          .isEqualTo(
              "CREATE INDEX defined_i ON public.defined USING hnsw (v vector_ip_ops) WITH"
                  + " (ef_construction='64', m='8')");
      Map<String, String> refused =
          Map.of(
              "CREATE INDEX ON defined USING hnsw (v)", "42704",
              "CREATE INDEX ON defined USING hnsw (t vector_l2_ops)", "42704",
              "CREATE INDEX ON defined USING hnsw (w vector_l2_ops)", "22023",
              "CREATE INDEX ON defined USING hnsw (v vector_l2_ops) WITH (m = 101)", "22023",
              "CREATE INDEX ON defined USING hnsw (v vector_l2_ops) WITH (lists = 1)", "22023",
              "CREATE INDEX defined_i ON defined USING hnsw (v vector_l2_ops)", "42P07",
              "CREATE INDEX ON defined USING ivfflat (v vector_l2_ops)", "0A000",
              "CREATE INDEX ON defined (t)", "0A000",
              "DROP INDEX nothing", "42704",
              "DROP INDEX defined_pkey", "2BP01");
      refused.forEach(
          (sql, code) -> {
            org.postgresql.util.PSQLException error = Sql.error(connection, sql);
            assertThat((Object) error).as(sql).isNotNull();
            assertThat(error.getSQLState()).as(sql).isEqualTo(code);
          });
      Sql.run(connection, "ALTER TABLE defined ADD COLUMN more int");
      assertThat(Sql.value(connection, "SELECT count(*) FROM pg_class WHERE relname = 'defined_i'"))
          .isEqualTo("1");
      Sql.run(connection, "DROP INDEX defined_i");
      Sql.run(connection, "CREATE INDEX defined_i ON defined USING hnsw (v vector_l1_ops)");
      Sql.run(connection, "ALTER TABLE defined DROP COLUMN v");
      assertThat(Sql.value(connection, "SELECT count(*) FROM pg_class WHERE relname = 'defined_i'"))
          .isEqualTo("0");
    }
  }

  @Test
  void indexIsThereAfterARestart(@TempDir Path data) throws Exception {
    try (MegaDbServer server = MegaDbServer.start(RunningServer.options(data));
        Connection connection = RunningServer.connect(server.port())) {
      Sql.run(
          connection,
          "CREATE TABLE lasting (id int PRIMARY KEY, grp int, v vector(%d))".formatted(DIMENSIONS));
      fill(connection, "lasting");
      Sql.run(connection, "CREATE INDEX ON lasting USING hnsw (v vector_l2_ops)");
    }
    try (MegaDbServer server = MegaDbServer.start(RunningServer.options(data));
        Connection connection = RunningServer.connect(server.port())) {
      awaitIndex(connection, "lasting", "<->");
      assertThat(recall(connection, "lasting", "<->")).isGreaterThanOrEqualTo(0.95);
      Sql.run(connection, "SET megadb.vector_index_memory_max = 1");
      Sql.run(connection, "DELETE FROM lasting WHERE id = 1");
      rows.remove(1);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> explained(connection, "lasting", "<->", "").contains("needs more than"));
      float[] query = vector();
      assertThat(asked(connection, "lasting", "<->", query, ""))
          .isEqualTo(nearest("<->", query, id -> true));
    }
  }
}
