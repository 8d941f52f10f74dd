package io.megadb.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.flink.flight.FlightGatewayOptions;
import io.megadb.gateway.cluster.RemoteFlink;
import io.megadb.gateway.focus.DemoAnswer;
import io.megadb.gateway.focus.DemoModels;
import io.megadb.gateway.focus.DemoQuestion;
import io.megadb.gateway.focus.DemoSize;
import io.megadb.gateway.focus.DemoTable;
import io.megadb.gateway.focus.FocusGenerator;
import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import io.megadb.proof.Proof;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.postgresql.util.PSQLException;

/** A server whose jobs run on a session cluster in other processes. */
class RemoteClusterITCase {
  private static final int NUMBERS = 250_000;
  private static final String ENDLESS =
      "SELECT count(*) FROM few a, few b, few c, few d WHERE a.n * b.n + c.n + d.n < 0";

  @RegisterExtension final Proof proof = Proof.of("cluster", "kills", 1);

  @TempDir static Path folder;

  private static SessionClusterProcesses cluster;
  private static MegaDbServer server;

  private Connection connection;

  @BeforeAll
  static void start() throws Exception {
    // Not in the temporary folder: the cluster's logs tell what a failed test does not.
    Path logs = Path.of(System.getProperty("megadb.lib")).resolveSibling("cluster");
    cluster = new SessionClusterProcesses(Files.createDirectories(logs));
    server =
        MegaDbServer.start(
            new ServerOptions(folder.resolve("data"), 0, 0, remote(cluster.url()), null, Map.of()));
    try (Connection connection = open()) {
      run(connection, "CREATE TABLE numbers (n int PRIMARY KEY, name text) USING oltp");
      run(
          connection,
          "INSERT INTO numbers SELECT g, 'number ' || g FROM generate_series(1, "
              + NUMBERS
              + ") g");
      run(connection, "CREATE TABLE few (n int) USING memory");
      run(connection, "INSERT INTO few SELECT g FROM generate_series(1, 2000) g");
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    try {
      server.close();
    } finally {
      cluster.close();
    }
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = open();
    run(connection, "SET megadb.execution = flink");
  }

  @AfterEach
  void nothingStaysOpen() throws SQLException {
    connection.close();
    await().atMost(Duration.ofSeconds(20)).until(() -> server.remoteStatements() == 0);
  }

  private static RemoteFlink remote(URI url) {
    return new RemoteFlink(url, FlightGatewayOptions.loopback());
  }

  private static Connection open() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + server.port() + "/megadb", "megadb", "");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.append(i == 1 ? "" : "|").append(result.getString(i));
        }
        rows.add(row.toString());
      }
      return rows;
    }
  }

  private static String job() {
    String link = server.lastJobLink();
    return link == null
        ? null
        : link.substring(link.indexOf("completed/") + "completed/".length(), link.lastIndexOf('/'));
  }

  private static String state(String job) {
    try {
      return cluster.state(job);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private PSQLException error(String sql) {
    return catchThrowableOfType(PSQLException.class, () -> rows(connection, sql));
  }

  /** Asks on the cluster and here; a job must have run for the first. */
  private List<String> sameAsLocal(String sql) throws SQLException {
    String before = job();
    List<String> there = rows(connection, sql);
    assertThat(job()).isNotNull().isNotEqualTo(before);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> cluster.state(job()), state -> !state.equals("RUNNING"));
    assertThat(state(job())).isEqualTo("FINISHED");
    run(connection, "SET megadb.execution = local");
    assertThat(there).isEqualTo(rows(connection, sql));
    run(connection, "SET megadb.execution = flink");
    return there;
  }

  @Test
  void clusterHasNoPlannerOfAnyKind() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : RuntimeJars.all()) {
      urls.add(jar.toUri().toURL());
      try (JarFile file = new JarFile(jar.toFile())) {
        assertThat(file.stream().map(entry -> entry.getName()))
            .as(jar.toString())
            .noneMatch(
                name ->
                    name.startsWith("org/apache/calcite/")
                        || name.startsWith("org/apache/flink/calcite/")
                        || name.startsWith("org/apache/flink/table/planner/")
                        || name.startsWith("io/megadb/planner/")
                        || name.startsWith("io/megadb/gateway/")
                        || name.startsWith("io/megadb/oltp/"));
      }
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      assertThatThrownBy(() -> loader.loadClass("org.apache.calcite.rel.RelNode"))
          .isInstanceOf(ClassNotFoundException.class);
      assertThatThrownBy(() -> loader.loadClass("io.megadb.planner.StatementPlanner"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void demoQuestionOverFiveModelsGivesTheLocalAnswer() throws SQLException, IOException {
    FocusGenerator generator = new FocusGenerator(new DemoSize(40, 13, 7));
    for (DemoTable table : DemoTable.values()) {
      run(connection, table.createStatement());
      try (OutputStream rows =
          new PGCopyOutputStream(
              connection.unwrap(PGConnection.class), table.copyStatement(), 1 << 16)) {
        generator.writeCsv(table, rows);
      }
    }
    for (String model : DemoModels.createStatements()) {
      run(connection, model);
    }
    String question = DemoQuestion.about(new DemoAnswer(generator).defaultTarget());
    assertThat(sameAsLocal(question)).isNotEmpty();
    for (int parallelism = 1; parallelism <= SessionClusterProcesses.SLOTS; parallelism *= 2) {
      run(connection, "SET megadb.parallelism = " + parallelism);
      sameAsLocal(question);
    }
  }

  /** Tasks elsewhere build graphs of their own, before and after a change. */
  @Test
  void graphsGiveTheLocalAnswer() throws SQLException {
    run(connection, "CREATE TABLE links (a int, b int, PRIMARY KEY (a, b)) USING memory");
    run(connection, "INSERT INTO links SELECT g, g % 500 + 1 FROM generate_series(1, 500) g");
    run(connection, "INSERT INTO links SELECT g, g * 7 % 500 + 2 FROM generate_series(3, 300) g");
    run(
        connection,
        "CREATE PROPERTY GRAPH net VERTEX TABLES (numbers) EDGE TABLES (links SOURCE KEY (a)"
            + " REFERENCES numbers (n) DESTINATION KEY (b) REFERENCES numbers (n))");
    String ranks = "SELECT n, pagerank FROM pagerank(net) ORDER BY pagerank DESC, n LIMIT 100";
    String paths =
        "SELECT * FROM GRAPH_TABLE (net MATCH p = ANY SHORTEST (a WHERE a.n < 5)-[l]->{1,4}(b)"
            + " COLUMNS (a.n AS a, b.n AS b, path_length(p) AS hops)) ORDER BY a, b";
    for (int round = 0; round < 2; round++) {
      assertThat(sameAsLocal(ranks)).hasSize(100);
      List<String> found = sameAsLocal(paths);
      assertThat(found).hasSizeGreaterThan(10);
      run(connection, "DELETE FROM links WHERE a = 2");
      assertThat(sameAsLocal(paths)).isNotEqualTo(found);
      run(connection, "INSERT INTO links VALUES (2, 400)");
    }
    run(connection, "DROP PROPERTY GRAPH net");
  }

  @Test
  void largeResultArrivesWhole() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(5_000);
      long count = 0;
      long sum = 0;
      try (ResultSet result = statement.executeQuery("SELECT n, name FROM numbers")) {
        while (result.next()) {
          count++;
          sum += result.getInt(1);
          assertThat(result.getString(2)).isEqualTo("number " + result.getInt(1));
        }
      }
      assertThat(count).isEqualTo(NUMBERS);
      assertThat(sum).isEqualTo((long) NUMBERS * (NUMBERS + 1) / 2);
    }
    connection.rollback();
  }

  @Test
  void rowsChangedAfterTheStatementBeganAreNotSeen() throws SQLException {
    connection.setAutoCommit(false);
    long sum = 0;
    long count = 0;
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(100);
      try (ResultSet result = statement.executeQuery("SELECT n, name FROM numbers WHERE n > 1000");
          Connection other = open()) {
        assertThat(result.next()).isTrue();
        run(other, "UPDATE numbers SET name = 'changed' WHERE n > 240000");
        run(other, "DELETE FROM numbers WHERE n BETWEEN 230000 AND 230100");
        run(other, "INSERT INTO numbers SELECT g, 'new' FROM generate_series(300001, 300100) g");
        do {
          assertThat(result.getString(2)).isEqualTo("number " + result.getInt(1));
          sum += result.getInt(1);
          count++;
        } while (result.next());
      }
    }
    assertThat(count).isEqualTo(NUMBERS - 1000L);
    assertThat(sum).isEqualTo((long) NUMBERS * (NUMBERS + 1) / 2 - 1000L * 1001 / 2);
    connection.rollback();
    connection.setAutoCommit(true);
    assertThat(sameAsLocal("SELECT count(*), min(name), max(n) FROM numbers"))
        .containsExactly(NUMBERS - 1 + "|changed|300100");
    run(connection, "DELETE FROM numbers WHERE n > 300000");
    run(connection, "UPDATE numbers SET name = 'number ' || n WHERE name = 'changed'");
    run(
        connection,
        "INSERT INTO numbers SELECT g, 'number ' || g FROM generate_series(230000, 230100) g");
  }

  @Test
  void cancelledStatementCancelsItsJob() throws Exception {
    try (Statement statement = connection.createStatement()) {
      String before = job();
      CompletableFuture<Throwable> ended =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(PSQLException.class, () -> statement.executeQuery(ENDLESS)));
      String job = awaitRunning(before);
      statement.cancel();
      assertThat(ended.get(20, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      await().atMost(Duration.ofSeconds(20)).until(() -> cluster.state(job).equals("CANCELED"));
    }
    assertThat(rows(connection, "SELECT count(*) FROM few")).containsExactly("2000");
  }

  @Test
  void jobCancelledInTheWebUiCancelsTheStatement() throws Exception {
    String before = job();
    CompletableFuture<PSQLException> ended = CompletableFuture.supplyAsync(() -> error(ENDLESS));
    cluster.cancel(awaitRunning(before));
    assertThat(ended.get(20, TimeUnit.SECONDS).getSQLState()).isEqualTo("57014");
  }

  private static String awaitRunning(String before) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> job() != null && !job().equals(before) && cluster.runs(job()));
    return job();
  }

  @Test
  void errorInATaskArrivesWithItsCode() {
    PSQLException error = error("SELECT sum(1 / (n - 1000)) FROM numbers");
    assertThat(error.getSQLState()).isEqualTo("22012");
    assertThat(error.getMessage()).contains("division by zero");
  }

  @Test
  void clientThatDiesLeavesNothingBehind() throws Exception {
    String before = job();
    Connection dying = open();
    run(dying, "SET megadb.execution = flink");
    CompletableFuture<PSQLException> ended =
        CompletableFuture.supplyAsync(
            () -> catchThrowableOfType(PSQLException.class, () -> rows(dying, ENDLESS)));
    String job = awaitRunning(before);
    dying.abort(Runnable::run);
    ended.get(20, TimeUnit.SECONDS);
    await().atMost(Duration.ofSeconds(30)).until(() -> cluster.state(job).equals("CANCELED"));
    await().atMost(Duration.ofSeconds(20)).until(() -> server.remoteStatements() == 0);
  }

  @Test
  void everyTypeOfLiveTablesArrivesAsItIs() throws SQLException {
    for (String tier : List.of("oltp", "memory")) {
      run(
          connection,
          """
          CREATE TABLE kinds_%s (k int PRIMARY KEY, b bool, i2 smallint, i8 bigint, f4 real,
            f8 double precision, n numeric, n2 numeric(10,2), t text, v varchar(5), c char(4),
            bin bytea, d date, tm time, ts timestamp, tz timestamptz, iv interval, u uuid,
            j json, jb jsonb, ia int[], ta text[]) USING %s
          """
              .formatted(tier, tier));
      run(
          connection,
          "INSERT INTO kinds_%s VALUES".formatted(tier)
              + """
               (1, true, -32768, 9223372036854775807, 1.5, 'NaN', 1.10, 12.3, 'é€😀', 'abc', 'x',
                '\\x00ff10', '2026-02-28', '23:59:59.999999', '2026-01-01 00:00:00.000001',
                'infinity', '1 mon -2 days 03:04:05.000006',
                'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"a": 1}', '{"b": [1, 2]}', '{1,NULL,3}',
                '{a,"b c",NULL}'),
               (2, false, 0, -9223372036854775808, '-Infinity', -0.0, 'NaN', -0.01, '', '', '', '',
                'infinity', '00:00', '-infinity', '-infinity', '0', null, 'null', 'null', '{}',
                '{}'),
               (3, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, null, null),
               (4, true, 1, 1, 3.4028235e38, 1e308,
                123456789012345678901234567890123456789012345678901234567890.123456789, 99999999.99,
                'a', 'b', 'c', 'd', '-infinity', '12:00', 'infinity', '0001-01-01 00:00:00+00',
                '-178000000 years', '00000000-0000-0000-0000-000000000000', '1', '1', '{1}', '{x}')
              """);
      assertThat(sameAsLocal("SELECT * FROM kinds_" + tier + " ORDER BY k")).hasSize(4);
      assertThat(sameAsLocal("SELECT iv, n, ta FROM kinds_" + tier + " WHERE k > 1 ORDER BY k"))
          .hasSize(3);
    }
  }

  @Test
  void explainAnalyzeCountsTheRowsOfTasks() throws SQLException {
    List<String> plan = rows(connection, "EXPLAIN ANALYZE SELECT count(*) FROM few WHERE n > 500");
    assertThat(plan).anySatisfy(line -> assertThat(line).contains("few").contains("rows=1500"));
  }

  @Test
  void ownWritesOfATransactionAreSeenInItsJobs() throws SQLException {
    connection.setAutoCommit(false);
    run(connection, "INSERT INTO few VALUES (5000)");
    run(connection, "UPDATE numbers SET name = 'mine' WHERE n = 7");
    assertThat(rows(connection, "SELECT max(n), count(*) FROM few")).containsExactly("5000|2001");
    assertThat(rows(connection, "SELECT n FROM numbers WHERE name = 'mine'")).containsExactly("7");
    connection.rollback();
    connection.setAutoCommit(true);
    assertThat(rows(connection, "SELECT max(n), count(*) FROM few")).containsExactly("2000|2000");
  }

  @Test
  void modificationsReadTheirRowsInAJob() throws SQLException {
    run(connection, "CREATE TABLE archive (n int, name text) USING olap");
    String before = job();
    run(connection, "INSERT INTO archive SELECT n, name FROM numbers WHERE n <= 20000");
    assertThat(job()).isNotEqualTo(before);
    run(connection, "DELETE FROM archive USING few WHERE few.n = archive.n");
    assertThat(sameAsLocal("SELECT count(*), min(n) FROM archive")).containsExactly("18000|2001");
    run(connection, "UPDATE archive SET name = name || '!' WHERE n % 2 = 0");
    assertThat(sameAsLocal("SELECT count(*) FROM archive WHERE name LIKE '%!'"))
        .containsExactly("9000");
  }

  @Test
  void whatOnlyTheGatewayKnowsIsRefusedInAJob() throws SQLException {
    for (String expression : List.of("n::oid::regclass::text", "pg_get_userbyid(n::oid)")) {
      PSQLException error = error("SELECT max(" + expression + ") FROM few");
      assertThat(error.getSQLState()).as(expression).isEqualTo("0A000");
      assertThat(error.getServerErrorMessage().getHint()).contains("megadb.execution = local");
    }
  }

  @Test
  void taskManagerThatDiesFailsTheStatementAndTheNextOneRuns() throws Exception {
    while (proof.goesOn()) {
      String before = job();
      CompletableFuture<PSQLException> ended =
          CompletableFuture.supplyAsync(() -> error("INSERT INTO few " + ENDLESS));
      awaitRunning(before);
      cluster.killTaskManager();
      cluster.startTaskManager();
      PSQLException error = ended.get(90, TimeUnit.SECONDS);
      assertThat(error.getSQLState()).as(error.toString()).isEqualTo("58000");
      assertThat(rows(connection, "SELECT count(*), sum(n) FROM few"))
          .containsExactly("2000|2001000");
      proof.did(1);
    }
  }

  @Test
  void clusterThatDoesNotAnswerIsToldAtTheStart() {
    ServerOptions options =
        new ServerOptions(
            folder.resolve("other"),
            0,
            0,
            remote(URI.create("http://127.0.0.1:1")),
            null,
            Map.of());
    assertThatThrownBy(() -> MegaDbServer.start(options))
        .isInstanceOfSatisfying(
            MegaDbException.class,
            e -> {
              assertThat(e.state()).isEqualTo(SqlState.SQLCLIENT_UNABLE_TO_ESTABLISH_SQLCONNECTION);
              assertThat(e).hasMessage("Flink cluster http://127.0.0.1:1 does not answer");
            });
    assertThat(folder.resolve("other")).doesNotExist();
  }
}
