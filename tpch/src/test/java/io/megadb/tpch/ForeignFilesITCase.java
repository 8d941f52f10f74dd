package io.megadb.tpch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Olap tables over files that DuckDB writes: every type, codec and version, read and changed. */
class ForeignFilesITCase {
  private static final int ROWS = 30_000;

  private static final String DUCK_ROWS =
      """
      SELECT i::BIGINT AS id,
        CASE WHEN i % 7 <> 0 THEN (i % 100)::INTEGER END AS small,
        (i % 300)::SMALLINT AS tiny,
        CASE WHEN i % 5 <> 0 THEN (i % 3 = 0) END AS flag,
        CASE WHEN i % 11 <> 0 THEN (i / 100.0)::DECIMAL(9,2) END AS cents,
        (i * 12345678.12)::DECIMAL(18,4) AS wide,
        CASE WHEN i % 13 <> 0 THEN (i * 12345678901234567.1)::DECIMAL(38,6) END AS widest,
        CASE WHEN i % 1000 = 3 THEN 'NaN'::DOUBLE ELSE i / 8.0 END AS f8,
        (i % 50 / 4.0)::FLOAT AS f4,
        CASE WHEN i % 9 <> 0 THEN 'word ' || (i % 40) END AS word,
        repeat('é', (i % 60)::INTEGER) || i AS text,
        DATE '1969-01-01' + (i % 2000)::INTEGER AS day,
        TIMESTAMP '2024-02-29 12:34:56.123456' + to_seconds(i) AS at,
        TIMESTAMPTZ '2024-02-29 12:34:56.123456+00' + to_seconds(i) AS at_zone,
        TIME '00:00:00' + to_seconds(i % 86400) AS clock,
        md5(i::VARCHAR)::UUID AS uuid,
        encode('b' || i) AS bytes,
        CASE WHEN i % 4 <> 0 THEN [i, NULL, i * 2] END AS list
      FROM range(ROWS) r(i)
      """
          .replace("ROWS", String.valueOf(ROWS));

  private static final String COLUMNS =
      """
      list int8[], bytes bytea, uuid uuid, clock time, at_zone timestamptz, at timestamp,
      day date, text text, word varchar(20), f4 float4, f8 float8, widest numeric(38,6),
      wide numeric(18,4), cents numeric(15,2), flag boolean, tiny int2, small int8,
      id int8 NOT NULL
      """;

  /** Of each row, what both write alike. */
  private static final List<String> FIGURES =
      List.of(
          "count(*)",
          "count(small)",
          "sum(small)",
          "sum(tiny)",
          "count(flag)",
          "sum(CASE WHEN flag THEN 1 ELSE 0 END)",
          "sum(cents)",
          "count(cents)",
          "sum(wide)",
          "sum(widest)",
          "count(widest)",
          "sum(CASE WHEN f8 < 'NaN' THEN f8 END)",
          "count(CASE WHEN f8 > 1e9 THEN 1 END)",
          "sum(f4)",
          "count(word)",
          "min(word)",
          "max(word)",
          "sum(length(text))",
          "max(text)",
          "min(day)",
          "max(day)",
          "count(DISTINCT day)",
          "max(uuid::text)",
          "count(list)");

  @TempDir(cleanup = CleanupMode.ALWAYS)
  private static Path directory;

  private static ProcessEngine duckDb;
  private static MegaDbServer server;

  @BeforeAll
  static void start() throws IOException {
    Files.createDirectories(directory.resolve("files"));
    duckDb =
        new Peers(directory, 2, null)
            .duckDb(
                ProcessHandle.current().info().command().orElse("java"),
                System.getProperty("java.class.path"));
    duckDb.execute("SET TimeZone = 'UTC'");
    server =
        MegaDbServer.start(
            new ServerOptions(
                directory.resolve("data"), 0, 0, null, directory.resolve("files"), Map.of()));
  }

  @AfterAll
  static void stop() {
    duckDb.close();
    server.close();
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + server.port() + "/megadb?user=megadb");
  }

  private static Path write(String name, String query, String options) throws IOException {
    Path file = directory.resolve("files").resolve(name);
    Files.createDirectories(file.getParent());
    duckDb.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet, " + options + ")");
    return file;
  }

  private static Answer answer(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      return ResultText.read(result);
    }
  }

  @Test
  void everyTypeCodecAndVersionIsReadAsDuckDbReadsIt() throws Exception {
    String[] options = {
      "CODEC uncompressed",
      "CODEC snappy, ROW_GROUP_SIZE 4096",
      "CODEC zstd, PARQUET_VERSION v2",
      "CODEC gzip, PARQUET_VERSION v1",
      "CODEC lz4_raw, PARQUET_VERSION v2, ROW_GROUP_SIZE 10000"
    };
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < options.length; i++) {
        Path file = write("types" + i + ".parquet", DUCK_ROWS, options[i]);
        statement.execute(
            "CREATE TABLE types"
                + i
                + " ("
                + COLUMNS
                + ") USING olap WITH (files = 'types"
                + i
                + ".parquet')");
        for (String where :
            List.of("true", "id BETWEEN 9000 AND 9100", "f8 > 3000", "day > '1974-01-01'")) {
          for (String figure : FIGURES) {
            Answer expected =
                duckDb.answer(
                    "SELECT "
                        + figure.replace("uuid::text", "uuid::VARCHAR")
                        + " FROM read_parquet('"
                        + file
                        + "') WHERE "
                        + where);
            String sql = "SELECT " + figure + " FROM types" + i + " WHERE " + where;
            assertThat(answer(statement, sql).difference(expected))
                .as(options[i] + ": " + sql)
                .isNull();
          }
        }
        assertThat(
                answer(
                        statement,
                        "SELECT at, at_zone AT TIME ZONE 'UTC', clock, encode(bytes, 'escape'),"
                            + " list, uuid FROM types"
                            + i
                            + " WHERE id = 4099")
                    .rows())
            .containsExactly(
                List.of(
                    "2024-02-29 13:43:15.123456",
                    "2024-02-29 13:43:15.123456",
                    "01:08:19",
                    "b4099",
                    "{4099,NULL,8198}",
                    answer(statement, "SELECT md5('4099')::uuid").rows().get(0).get(0)));
      }
    }
  }

  @Test
  void changesLeaveTheFilesAsTheyAre() throws Exception {
    Path first =
        write(
            "many/a.parquet", "SELECT i AS id, i * 2 AS twice FROM range(1000) r(i)", "CODEC zstd");
    write(
        "many/b.parquet",
        "SELECT i AS id, i * 2 AS twice FROM range(1000, 2000) r(i)",
        "CODEC zstd");
    byte[] before = Files.readAllBytes(first);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE many (id int8 NOT NULL, twice int8) USING olap WITH (files = 'many/*.parquet')");
      statement.execute("ALTER TABLE many RENAME COLUMN twice TO doubled");
      statement.execute("ALTER TABLE many RENAME COLUMN id TO twice");
      statement.execute("ALTER TABLE many ADD COLUMN note text DEFAULT 'none'");
      statement.execute("UPDATE many SET doubled = 0, note = 'changed' WHERE twice = 500");
      statement.execute("INSERT INTO many VALUES (5000, 1, 'new')");
      try (ResultSet deleted =
          statement.executeQuery("DELETE FROM many WHERE twice = 1500 RETURNING doubled, note")) {
        assertThat(deleted.next()).isTrue();
        assertThat(deleted.getLong(1)).isEqualTo(3000);
        assertThat(deleted.getString(2)).isEqualTo("none");
      }
      assertThat(
              answer(
                      statement,
                      "SELECT count(*), sum(twice), sum(doubled), count(DISTINCT note) FROM many")
                  .rows())
          .containsExactly(
              List.of(
                  "2000",
                  String.valueOf(1999 * 1000 - 1500 + 5000),
                  String.valueOf(2 * 1999 * 1000 - 1000 - 3000 + 1),
                  "3"));
      statement.execute("TRUNCATE many");
      assertThat(answer(statement, "SELECT count(*) FROM many").rows())
          .containsExactly(List.of("0"));
      statement.execute("DROP TABLE many");
    }
    assertThat(Files.readAllBytes(first)).isEqualTo(before);
  }

  @Test
  void whatDoesNotFitIsToldWhenTheTableIsMade() throws Exception {
    Path file =
        write(
            "bad.parquet",
            "SELECT 1::BIGINT AS id, NULL::INTEGER AS nothing, {'a': 1} AS struct",
            "CODEC zstd");
    Path cut = directory.resolve("files/cut.parquet");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length - 5));
    Files.createSymbolicLink(
        directory.resolve("files/link.parquet"), Files.createFile(directory.resolve("outside")));
    refused("(id int4)", "bad.parquet", "42804", "\"id\" is of type integer");
    refused("(other int8)", "bad.parquet", "42703", "has no column \"other\"");
    refused("(nothing int4 NOT NULL)", "bad.parquet", "23502", "null values in column \"nothing\"");
    refused("(struct text)", "bad.parquet", "42804", "\"struct\"");
    refused("(id int8 CHECK (id > 0))", "bad.parquet", "0A000", "CHECK");
    refused("(id int8)", "cut.parquet", "XX001", "cut.parquet");
    refused("(id int8)", "none*.parquet", "58P01", "no file matches");
    refused("(id int8)", "../data", "42501", "must not read");
    refused("(id int8)", "/etc/*", "42501", "must not read");
    refused("(id int8)", "link.parquet", "42501", "must not read");
  }

  private static void refused(String columns, String files, String code, String message)
      throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(
              () ->
                  statement.execute(
                      "CREATE TABLE refused "
                          + columns
                          + " USING olap WITH (files = '"
                          + files
                          + "')"))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(code))
          .hasMessageContaining(message);
    }
  }

  @Test
  void aFileThatIsDamagedLaterIsNamed() throws Exception {
    Path file =
        write(
            "damaged.parquet",
            "SELECT (hash(i) % 1000000007)::BIGINT AS id FROM range(100000) r(i)",
            "CODEC zstd");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE damaged (id int8) USING olap WITH (files = 'damaged.parquet')");
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        // The first page's header: DuckDB writes no checksums that would tell of its values.
        channel.write(java.nio.ByteBuffer.wrap(new byte[300]), 4);
      }
      assertThatThrownBy(() -> answer(statement, "SELECT sum(id) FROM damaged"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("damaged.parquet");
      assertThat(answer(statement, "SELECT 1").rows()).containsExactly(List.of("1"));
    }
  }
}
