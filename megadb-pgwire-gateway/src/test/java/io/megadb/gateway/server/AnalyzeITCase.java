package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ANALYZE through psql's protocol: what it finds, shows, keeps, and does to plans. */
class AnalyzeITCase {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private static final String STATISTICS =
      "SELECT attname, null_frac, n_distinct, most_common_vals, most_common_freqs"
          + " FROM pg_stats WHERE tablename = '%s' ORDER BY attname";

  private static List<String> plan(Connection connection, String sql) throws SQLException {
    return Sql.rows(connection, "EXPLAIN (COSTS OFF) " + sql);
  }

  private static long estimate(Connection connection, String sql) throws SQLException {
    String first = Sql.rows(connection, "EXPLAIN " + sql).get(0);
    return Long.parseLong(first.replaceAll(".*rows=(\\d+).*", "$1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"oltp", "olap", "memory"})
  void statisticsAreShownAsPostgresShowsThem(String tier) throws SQLException {
    String table = "shown_" + tier;
    try (Connection connection = SERVER.connect()) {
      Sql.run(
          connection,
          "CREATE TABLE " + table + " (a int, b text, c int[], d numeric(8,2)) USING " + tier);
      Sql.run(
          connection,
          "INSERT INTO "
              + table
              + " SELECT i % 4, CASE WHEN i % 2 = 0 THEN 'x' || i % 4 END, ARRAY[i % 2],"
              + " i FROM generate_series(1, 1000) i");
      assertThat(Sql.value(connection, reltuples(table))).isEqualTo("-1");
      Sql.run(connection, "ANALYZE " + table);
      assertThat(Sql.rows(connection, STATISTICS.formatted(table)))
          .containsExactly(
              "a|0|4|{0,1,2,3}|{0.25,0.25,0.25,0.25}",
              "b|0.5|2|{x0,x2}|{0.25,0.25}",
              "c|0|2|{\"{0}\",\"{1}\"}|{0.5,0.5}",
              "d|0|-1|null|null");
      assertThat(
              Sql.value(
                  connection,
                  "SELECT array_length(histogram_bounds, 1) || ' ' || histogram_bounds[1] || ' ' ||"
                      + " histogram_bounds[101] FROM pg_stats WHERE attname = 'd' AND tablename = '"
                      + table
                      + "'"))
          .isEqualTo("101 1.00 1000.00");
      assertThat(Sql.value(connection, reltuples(table))).isEqualTo("1000");
      assertThat(
              Sql.value(
                  connection,
                  "SELECT last_analyze > now() - interval '1 day' FROM pg_stat_user_tables WHERE"
                      + " relname = '"
                      + table
                      + "'"))
          .isEqualTo("t");
      assertThat(estimate(connection, "SELECT * FROM " + table + " WHERE b IS NULL"))
          .isEqualTo(500);
      assertThat(estimate(connection, "SELECT * FROM " + table + " WHERE d <= 100"))
          .isBetween(90L, 110L);
      assertThat(estimate(connection, "SELECT * FROM " + table + " WHERE a IN (1, 2)"))
          .isEqualTo(500);
      assertThat(estimate(connection, "SELECT a FROM " + table + " GROUP BY a")).isEqualTo(4);
      Sql.run(connection, "TRUNCATE " + table);
      assertThat(Sql.rows(connection, STATISTICS.formatted(table))).isEmpty();
    }
  }

  private static String reltuples(String table) {
    return "SELECT reltuples FROM pg_class WHERE relname = '" + table + "'";
  }

  @Test
  void someColumnsAreAnalyzedAndTheOthersKeepWhatIsKnown() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      Sql.run(connection, "CREATE TABLE partly (a int, b int)");
      Sql.run(connection, "INSERT INTO partly SELECT 1, 2 FROM generate_series(1, 10)");
      Sql.run(connection, "ANALYZE partly (b)");
      assertThat(Sql.rows(connection, STATISTICS.formatted("partly")))
          .containsExactly("b|0|1|{2}|{1}");
      Sql.run(connection, "VACUUM (ANALYZE) partly (a)");
      assertThat(Sql.rows(connection, STATISTICS.formatted("partly")))
          .containsExactly("a|0|1|{1}|{1}", "b|0|1|{2}|{1}");
      Sql.run(connection, "VACUUM FREEZE ANALYZE partly");
      Sql.run(connection, "DROP TABLE partly");
      assertThat(Sql.rows(connection, STATISTICS.formatted("partly"))).isEmpty();
    }
  }

  @Test
  void errorsArePostgres() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      Sql.run(connection, "CREATE TABLE wrong (a int)");
      assertThat(Sql.error(connection, "ANALYZE nosuch").getSQLState()).isEqualTo("42P01");
      assertThat(Sql.error(connection, "ANALYZE wrong (b)").getSQLState()).isEqualTo("42703");
      assertThat(Sql.error(connection, "ANALYZE wrong (a, a)").getSQLState()).isEqualTo("42701");
      assertThat(Sql.error(connection, "ANALYZE (b) wrong").getSQLState()).isEqualTo("42601");
      assertThat(Sql.error(connection, "VACUUM wrong (a)").getSQLState()).isEqualTo("0A000");
    }
  }

  @Test
  void everyTypeIsAnalyzedInEveryTier() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      for (String tier : List.of("oltp", "olap", "memory")) {
        String table = "types_" + tier;
        Sql.run(
            connection,
            "CREATE TABLE "
                + table
                + " (a int2, b int4, c int8, d float4, e float8, f numeric, g numeric(20,4), h text,"
                + " i varchar(9), j char(5), k bool, l date, m timestamp, n timestamptz, o time,"
                + " p interval, q uuid, r bytea, s json, t jsonb, u text[], v numeric[]) USING "
                + tier);
        Sql.run(
            connection,
            "INSERT INTO "
                + table
                + " SELECT i, i, i, i, i / 3.0, i / 7.0, i, 'h' || i, 'i' || i % 5, 'j' || i % 3,"
                + " i % 2 = 0, date '2020-01-01' + i, timestamp '2020-01-01' + i * interval '1 h',"
                + " timestamptz '2020-01-01 00:00+00' + i * interval '1 h', time '00:00' + i *"
                + " interval '1 s', i * interval '1 day',"
                + " ('00000000-0000-0000-0000-' || lpad(i::text, 12, '0'))::uuid,"
                + " ('\\x' || lpad(i::text, 4, '0'))::bytea, ('{\"a\":' || i || '}')::json,"
                + " ('{\"a\":' || i || '}')::jsonb, ARRAY['u' || i % 4], ARRAY[i, NULL]"
                + " FROM generate_series(1, 300) i");
        Sql.run(connection, "INSERT INTO " + table + " (a) VALUES (NULL)");
        List<List<String>> before = answers(connection, table);
        Sql.run(connection, "ANALYZE " + table);
        assertThat(
                Sql.value(
                    connection,
                    "SELECT count(*) FROM pg_stats WHERE null_frac > 0 AND avg_width > 0 AND"
                        + " tablename = '"
                        + table
                        + "'"))
            .isEqualTo("22");
        assertThat(answers(connection, table)).isEqualTo(before);
      }
    }
  }

  private static List<List<String>> answers(Connection connection, String table)
      throws SQLException {
    List<List<String>> answers = new ArrayList<>();
    for (String condition :
        List.of(
            "b = 7",
            "f > 20 AND f < 30.5",
            "g <> 5",
            "h LIKE 'h1%'",
            "h LIKE '%9'",
            "i ILIKE 'I2'",
            "j = 'j1'",
            "k",
            "NOT k",
            "l < '2020-03-01'",
            "l < timestamp '2020-03-01 12:00'",
            "m >= date '2020-01-05'",
            "n::date = '2020-01-04'",
            "o < '00:01'",
            "p > interval '1 month'",
            "q IS NULL OR r = '\\x0007'",
            "t->>'a' = '5'",
            "u = ARRAY['u1']",
            "v = ARRAY[3, NULL]::numeric[]",
            "a::text = '12'",
            "c IN (1, 2, 3, 400)")) {
      answers.add(
          Sql.rows(
              connection,
              "SELECT x.b, count(*) FROM (SELECT * FROM "
                  + table
                  + " WHERE "
                  + condition
                  + ") x JOIN "
                  + table
                  + " y ON x.c = y.b AND x.i = y.i"
                  + " GROUP BY x.b ORDER BY 1"));
    }
    return answers;
  }

  @Test
  void staleStatisticsChangeNoAnswer() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      Sql.run(connection, "CREATE TABLE stale (a int, b text) USING olap");
      Sql.run(connection, "CREATE TABLE fresh (a int PRIMARY KEY, b text)");
      Sql.run(connection, "INSERT INTO stale SELECT 1, 'one' FROM generate_series(1, 100)");
      Sql.run(connection, "INSERT INTO fresh VALUES (1, 'one')");
      Sql.run(connection, "ANALYZE stale, fresh");
      Sql.run(connection, "DELETE FROM stale");
      Sql.run(connection, "INSERT INTO stale SELECT i, 'n' || i FROM generate_series(2, 5000) i");
      Sql.run(connection, "INSERT INTO fresh SELECT i, 'm' || i FROM generate_series(2, 5000) i");
      assertThat(
              Sql.value(
                  connection,
                  "SELECT count(*) FROM stale s JOIN fresh f ON f.a = s.a WHERE s.b LIKE 'n1%' AND"
                      + " f.b <> 'one' AND s.a BETWEEN 100 AND 4000"))
          .isEqualTo("1100");
      assertThat(Sql.value(connection, "SELECT count(*) FROM stale WHERE a = 1")).isEqualTo("0");
    }
  }

  @Test
  void analyzeIsUndoneWithItsTransaction() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      Sql.run(connection, "CREATE TABLE undone (a int)");
      Sql.run(connection, "INSERT INTO undone VALUES (1), (1), (2)");
      Sql.run(connection, "BEGIN");
      Sql.run(connection, "ANALYZE undone");
      assertThat(Sql.rows(connection, STATISTICS.formatted("undone"))).hasSize(1);
      Sql.run(connection, "ROLLBACK");
      assertThat(Sql.rows(connection, STATISTICS.formatted("undone"))).isEmpty();
    }
  }

  @Test
  void keptPlansAreMadeAnew() throws SQLException {
    try (Connection connection = SERVER.connect()) {
      Sql.run(connection, "CREATE TABLE planned (a int, b text)");
      Sql.run(connection, "INSERT INTO planned SELECT i % 2, 'b' FROM generate_series(1, 1000) i");
      Sql.run(connection, "PREPARE counting AS SELECT count(*) FROM planned WHERE a = 1");
      assertThat(Sql.value(connection, "EXECUTE counting")).isEqualTo("500");
      try (PreparedStatement explain =
          connection.prepareStatement("EXPLAIN SELECT * FROM planned WHERE a = 1")) {
        String before = first(explain);
        for (int i = 0; i < 6; i++) {
          assertThat(first(explain)).isEqualTo(before);
        }
        Sql.run(connection, "ANALYZE planned");
        assertThat(first(explain)).isNotEqualTo(before).contains("rows=500 ");
      }
      assertThat(Sql.value(connection, "EXECUTE counting")).isEqualTo("500");
    }
  }

  private static String first(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void joinOverThreeTiersIsOrderedByWhatWasFound() throws SQLException {
    String query =
        "SELECT sum(hours) FROM usage u JOIN accounts a ON a.id = u.resource_id"
            + " JOIN prices p ON p.id = u.price_id WHERE a.region = '%s' AND p.tag = '%s'";
    try (Connection connection = SERVER.connect()) {
      Sql.run(connection, "SET megadb.parallelism = 1");
      Sql.run(
          connection, "CREATE TABLE usage (resource_id int, price_id int, hours int) USING olap");
      Sql.run(connection, "CREATE TABLE accounts (id int PRIMARY KEY, region text)");
      Sql.run(connection, "CREATE TABLE prices (id int PRIMARY KEY, tag text) USING memory");
      Sql.run(
          connection,
          "INSERT INTO usage SELECT i % 1000, i % 499, i FROM generate_series(1, 20000) i");
      Sql.run(
          connection,
          "INSERT INTO accounts SELECT i, CASE WHEN i < 10 THEN 'few' ELSE 'many' END"
              + " FROM generate_series(0, 999) i");
      Sql.run(
          connection,
          "INSERT INTO prices SELECT i, CASE WHEN i < 5 THEN 'few' ELSE 'many' END"
              + " FROM generate_series(0, 498) i");
      String fewAccounts = Sql.value(connection, query.formatted("few", "many"));
      String fewPrices = Sql.value(connection, query.formatted("many", "few"));
      assertThat(plan(connection, query.formatted("few", "many")).subList(0, 16))
          .isNotEqualTo(plan(connection, query.formatted("many", "few")).subList(0, 16));
      Sql.run(connection, "ANALYZE");
      assertThat(plan(connection, query.formatted("few", "many")))
          .startsWith(
              "Aggregate",
              "  ->  Projection",
              "        ->  Hash Join",
              "              Hash Cond: (id = price_id)",
              "              ->  Seq Scan on prices",
              "                    Access Method: memory",
              "                    Filter: ((tag = 'many'::text))",
              "              ->  Hash Join",
              "                    Hash Cond: (resource_id = id)",
              "                    ->  Seq Scan on usage",
              "                          Access Method: olap",
              "                    ->  Seq Scan on accounts",
              "                          Access Method: oltp",
              "                          Filter: ((region = 'few'::text))");
      assertThat(plan(connection, query.formatted("many", "few")))
          .startsWith(
              "Aggregate",
              "  ->  Projection",
              "        ->  Hash Join",
              "              Hash Cond: (id = resource_id)",
              "              ->  Seq Scan on accounts",
              "                    Access Method: oltp",
              "                    Filter: ((region = 'many'::text))",
              "              ->  Hash Join",
              "                    Hash Cond: (price_id = id)",
              "                    ->  Seq Scan on usage",
              "                          Access Method: olap",
              "                    ->  Seq Scan on prices",
              "                          Access Method: memory",
              "                          Filter: ((tag = 'few'::text))");
      assertThat(Sql.value(connection, query.formatted("few", "many"))).isEqualTo(fewAccounts);
      assertThat(Sql.value(connection, query.formatted("many", "few"))).isEqualTo(fewPrices);
    }
  }

  @Test
  void statisticsAreThereAfterARestart(@TempDir Path data) throws Exception {
    List<String> before;
    try (MegaDbServer server = MegaDbServer.start(RunningServer.options(data));
        Connection connection = RunningServer.connect(server.port())) {
      for (String tier : List.of("oltp", "olap", "memory")) {
        Sql.run(connection, "CREATE TABLE kept_" + tier + " (a int, b text[]) USING " + tier);
        Sql.run(
            connection,
            "INSERT INTO kept_"
                + tier
                + " SELECT i % 3, ARRAY['b' || i % 2, NULL]"
                + " FROM generate_series(1, 100) i");
      }
      Sql.run(connection, "ANALYZE");
      before = Sql.rows(connection, "SELECT * FROM pg_stats ORDER BY tablename, attname");
      assertThat(before).hasSize(6);
    }
    try (MegaDbServer server = MegaDbServer.start(RunningServer.options(data));
        Connection connection = RunningServer.connect(server.port())) {
      assertThat(Sql.rows(connection, "SELECT * FROM pg_stats ORDER BY tablename, attname"))
          .isEqualTo(before);
      assertThat(estimate(connection, "SELECT a FROM kept_oltp GROUP BY a")).isEqualTo(3);
      assertThat(estimate(connection, "SELECT a FROM kept_olap GROUP BY a")).isEqualTo(3);
    }
  }
}
