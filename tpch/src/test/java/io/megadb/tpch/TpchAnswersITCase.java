package io.megadb.tpch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.megadb.gateway.bench.PeerPostgres;
import io.megadb.gateway.bench.TpchTexts;
import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
import org.postgresql.PGConnection;

/** All 22 answers at scale 0.01 are those of DuckDB, and to the last digit those of PostgreSQL. */
class TpchAnswersITCase {
  private static final Path POSTGRES = Path.of("/usr/lib/postgresql/15/bin");
  private static final double SCALE = 0.01;

  @TempDir(cleanup = CleanupMode.ALWAYS)
  private static Path directory;

  private static TpchTexts texts;
  private static TpchRows rows;
  private static MegaDbServer server;

  @BeforeAll
  static void load() throws IOException, SQLException {
    texts = TpchTexts.read(Path.of("."));
    rows = TpchRows.prepare(directory.resolve("rows"), SCALE);
    server =
        MegaDbServer.start(
            new ServerOptions(directory.resolve("data"), 0, 0, null, null, Map.of()));
    try (Connection connection = megaDb("local")) {
      assertThat(MegaDbTables.load(connection, rows, texts.schema())).isTrue();
      assertThat(MegaDbTables.load(connection, rows, texts.schema())).isFalse();
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Connection megaDb(String run) throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + server.port() + "/megadb?user=megadb");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET megadb.execution = " + run);
    }
    return connection;
  }

  /** Rows are counted as the tables are loaded; nobody has asked for ANALYZE. */
  @Test
  void estimatedRowsAreNearTheTrueOnes() throws Exception {
    try (Connection connection = megaDb("local");
        Statement statement = connection.createStatement()) {
      statement.execute("SET megadb.parallelism = 1");
      for (int query : new int[] {2, 5, 7, 8, 9, 21}) {
        Estimates.Worst worst = Estimates.of(statement, texts.queries().get(query - 1));
        assertThat(worst.error()).as("query %d: %s", query, worst).isLessThan(15);
        assertThat(worst.median()).as("query %d", query).isLessThan(3.5);
      }
    }
  }

  @Test
  void localAnswersAreThoseOfDuckDb() throws Exception {
    Peers peers = new Peers(directory, 2, null);
    try (ProcessEngine duckDb =
            peers.duckDb(
                ProcessHandle.current().info().command().orElse("java"),
                System.getProperty("java.class.path"));
        Connection connection = megaDb("local");
        Statement statement = connection.createStatement()) {
      Peers.writeParquet(duckDb, rows, texts.schema(), directory.resolve("files"));
      Peers.useParquet(duckDb, directory.resolve("files"));
      for (int i = 0; i < texts.queries().size(); i++) {
        String sql = texts.queries().get(i);
        assertThat(answer(statement, sql).difference(duckDb.answer(sql)))
            .as("query %d", i + 1)
            .isNull();
      }
    }
  }

  @Test
  void clientsRunAtOnce() throws Exception {
    try (Connection one = megaDb("local");
        Connection other = megaDb("local")) {
      List<String> queries =
          List.of(texts.queries().get(5), texts.queries().get(13), "SELECT no_such_column");
      Work work = ClientThreads.run(Workload.of(queries, 2, 1, 0), List.of(one, other));
      assertThat(work.clients()).allMatch(client -> client.completed() > 0);
      assertThat(work.failed()).isPositive();
      assertThat(work.firstFailure()).contains("no_such_column");
    }
  }

  @Test
  void everyDigitOfLocalRunsAndJobsIsPostgresqls() throws Exception {
    assumeTrue(
        Files.isExecutable(POSTGRES.resolve("postgres")), () -> "no PostgreSQL in " + POSTGRES);
    Path data = Files.createTempDirectory("tpch-postgres");
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (PeerPostgres postgres =
            PeerPostgres.start(POSTGRES, Files.createDirectory(data.resolve("server")));
        Connection theirs = postgres.peer().connect();
        Statement statement = theirs.createStatement();
        Connection local = megaDb("local");
        Statement localStatement = local.createStatement();
        Connection jobs = megaDb("flink");
        Statement jobStatement = jobs.createStatement()) {
      loadPostgres(theirs, statement);
      for (int i = 0; i < texts.queries().size(); i++) {
        String sql = texts.queries().get(i);
        Answer expected = answer(statement, sql);
        assertThat(answer(localStatement, sql).rows())
            .as("query %d, local", i + 1)
            .isEqualTo(expected.rows());
        assertThat(answer(jobStatement, sql).rows())
            .as("query %d, as a job", i + 1)
            .isEqualTo(expected.rows());
      }
    } finally {
      DeletedFolder.delete(data);
    }
  }

  private static void loadPostgres(Connection connection, Statement statement)
      throws SQLException, IOException {
    for (String definition : texts.schema()) {
      statement.execute(definition);
    }
    for (String table : TpchRows.TABLES) {
      try (InputStream bytes = rows.open(table)) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + table + " FROM STDIN (DELIMITER '|')", bytes);
      }
    }
    // Without statistics it would scan for each row.
    statement.execute("CREATE INDEX ON lineitem (l_partkey, l_suppkey)");
    statement.execute("CREATE INDEX ON lineitem (l_orderkey)");
    statement.execute("ANALYZE");
  }

  private static Answer answer(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      return ResultText.read(result);
    }
  }
}
