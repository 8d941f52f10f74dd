package io.megadb.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB reads the files of olap tables as MegaDB does, whatever their codec and encodings. */
class FilesInDuckDbITCase {
  private static final List<String> CODECS =
      List.of("auto", "none", "lz4", "zstd", "snappy", "gzip");

  private static final String COLUMNS =
      """
      (id int8, clustered int4, few int4, wide int8, flag bool, day date, moment timestamp,
       f float8, small numeric(9,2), big numeric(18,4), huge numeric(38,10), word text, line text,
       raw bytea, key uuid, gone int4)\
      """;

  private static final String ROWS =
      """
      SELECT i, i / 7, i % 5, CASE WHEN i % 11 = 0 THEN NULL ELSE i * 7919 * 104729 % 1000000007 END,
        i % 3 = 0, date '1999-12-31' + (i % 4000)::int4,
        timestamp '1969-12-31 23:59:59.999999' + i * interval '1 hour 1 microsecond',
        CASE WHEN i % 100 = 1 THEN 'NaN' WHEN i % 100 = 2 THEN -0.0 ELSE sqrt(i) END,
        (i % 1000)::numeric / 100 - 5, (i * 1000003)::numeric / 10000,
        CASE WHEN i % 4 = 0 THEN -9999999999999999999999999999.9999999999
          ELSE i::numeric * 1000000000000000000000 END,
        CASE WHEN i % 13 = 0 THEN '' WHEN i % 13 = 1 THEN NULL ELSE 'word ü' || i % 40 END,
        CASE WHEN i = 777 THEN repeat('long', 100000) ELSE 'line of text ' || i * 31 END,
        decode(lpad(to_hex(i), 8, '0'), 'hex'),
        ('00000000-0000-0000-0000-' || lpad(i::text, 12, '0'))::uuid, NULL
      FROM generate_series(1::int8, 8000::int8) AS s(i)\
      """;

  private static final String LISTED =
      """
      SELECT id, clustered, few, wide, CASE WHEN flag THEN 1 ELSE 0 END, CAST(day AS varchar),
        CAST(moment AS varchar), CASE WHEN f = 'NaN'::float8 THEN -1 ELSE f END, small, big, huge,
        CAST(huge AS varchar), word, length(word), line, octet_length(raw), CAST(key AS varchar), gone
      FROM t ORDER BY id\
      """;

  private static final List<String> FILTERED =
      List.of(
          "SELECT count(*), sum(id), min(word), max(word), count(gone) FROM t WHERE clustered ="
              + " 1234",
          "SELECT count(*), min(day), max(moment) FROM t WHERE word = 'word ü7' AND few > 2",
          "SELECT count(*) FROM t WHERE f > 100",
          "SELECT count(*), max(wide) FROM t WHERE huge < 0 AND line > 'line of text 9'");

  @TempDir(cleanup = CleanupMode.ALWAYS)
  private Path directory;

  @Test
  void everyColumnIsTheSameInBoth() throws Exception {
    Peers peers = new Peers(directory, 2, null);
    try (MegaDbServer server =
            MegaDbServer.start(
                new ServerOptions(directory.resolve("data"), 0, 0, null, null, Map.of()));
        Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/megadb?user=megadb");
        Statement statement = connection.createStatement();
        ProcessEngine duckDb =
            peers.duckDb(
                ProcessHandle.current().info().command().orElse("java"),
                System.getProperty("java.class.path"))) {
      for (String codec : CODECS) {
        statement.execute("DROP TABLE IF EXISTS t");
        statement.execute(
            "CREATE TABLE t "
                + COLUMNS
                + " USING olap WITH (compression = '"
                + codec
                + "', row_group_rows = 3000, sort_by = 'few, id')");
        statement.execute("INSERT INTO t " + ROWS);
        String folder = answer(statement, "SELECT 't'::regclass::oid").rows().get(0).get(0);
        duckDb.execute(
            "CREATE OR REPLACE VIEW t AS SELECT * FROM read_parquet('"
                + directory.resolve("data/olap/" + folder + "/data/*.parquet")
                + "')");
        assertThat(answer(statement, LISTED).difference(duckDb.answer(LISTED))).as(codec).isNull();
        for (String query : FILTERED) {
          assertThat(answer(statement, query).difference(duckDb.answer(query)))
              .as("%s: %s", codec, query)
              .isNull();
        }
      }
    }
  }

  private static Answer answer(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      return ResultText.read(result);
    }
  }
}
