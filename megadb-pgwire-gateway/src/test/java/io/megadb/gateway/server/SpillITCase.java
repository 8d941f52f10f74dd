package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

/** Statements with a budget far too small answer as with plenty, and leave no files. */
@Timeout(300)
class SpillITCase {
  private static final int ROWS = 30_000;

  /** What is asked; answers are compared without their order unless the whole row is ordered by. */
  private static final List<String> QUERIES =
      List.of(
          "SELECT * FROM t ORDER BY k, n DESC NULLS LAST, id",
          "SELECT id, s, x FROM t ORDER BY s COLLATE \"C\" DESC, id LIMIT 20000 OFFSET 50",
          "SELECT n, x, id FROM t ORDER BY n NULLS FIRST, x DESC, id",
          "SELECT k, s, count(*), sum(n), min(d), max(ts), avg(x) FROM t GROUP BY k, s",
          "SELECT id % 9000 AS g, count(DISTINCT s), sum(DISTINCT k) FILTER (WHERE b),"
              + " array_agg(s ORDER BY id) FROM t GROUP BY 1",
          "SELECT count(DISTINCT s), count(DISTINCT n), count(DISTINCT iv), sum(DISTINCT id),"
              + " count(DISTINCT ts) FROM t",
          "SELECT k, md5(string_agg(s, ',' ORDER BY id DESC)) FROM t GROUP BY k",
          "SELECT md5(string_agg(DISTINCT s, ';' ORDER BY s)) FROM t",
          "SELECT b, array_length(array_agg(id), 1), count(a) FROM t GROUP BY b",
          "SELECT a, j, iv, count(*) FROM t GROUP BY a, j, iv",
          "SELECT k, d, sum(n) FROM t GROUP BY GROUPING SETS ((k, d), (s), ())",
          "SELECT DISTINCT s, n, d FROM t",
          "SELECT count(*), sum(l.n), max(r.s) FROM t l JOIN t r ON l.id = r.id + 1 AND r.n > 3",
          "SELECT l.id, l.s, r.x, r.id FROM t l LEFT JOIN t r ON l.id = r.id * 2",
          "SELECT count(*), count(l.id), count(r.id), sum(r.id) FROM t l"
              + " FULL JOIN (SELECT * FROM t WHERE id % 3 = 0) r ON l.s = r.s AND l.id = r.id",
          "SELECT count(*), sum(l.id) FROM small l JOIN t r ON l.k = r.k AND l.id < r.id",
          "SELECT count(*), sum(r.id) FROM small l RIGHT JOIN t r ON l.k = r.k AND l.id = r.id",
          "SELECT count(*), sum(id) FROM t l WHERE EXISTS (SELECT 1 FROM t r WHERE r.s = l.s"
              + " AND r.id <> l.id)",
          "SELECT count(*), sum(id) FROM t l WHERE NOT EXISTS (SELECT 1 FROM t r WHERE r.id ="
              + " l.id + 7)",
          "SELECT count(*) FROM small WHERE id NOT IN (SELECT id + 5 FROM t)",
          "SELECT count(*) FROM small WHERE k NOT IN (SELECT n FROM t)",
          "SELECT count(*), sum(l.id * r.id % 1000) FROM small l JOIN t r ON l.id > r.id - 100",
          "SELECT s, n FROM t WHERE id % 2 = 0 INTERSECT SELECT s, n FROM t WHERE id % 3 = 0",
          "SELECT s, n FROM t EXCEPT ALL SELECT s, n FROM t WHERE id % 3 = 0",
          "SELECT k, s FROM t UNION SELECT k + 1, s FROM t",
          "SELECT id, row_number() OVER w, rank() OVER w, sum(n) OVER w, lag(s, 2) OVER w,"
              + " avg(x) OVER (w ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING),"
              + " count(*) OVER (PARTITION BY id % 700)"
              + " FROM t WINDOW w AS (PARTITION BY id % 700 ORDER BY n, id)",
          "SELECT id, s, row_number() OVER (ORDER BY n, id), rank() OVER (ORDER BY n),"
              + " dense_rank() OVER (ORDER BY n, d), sum(n) OVER (ORDER BY n),"
              + " count(s) FILTER (WHERE b) OVER (ORDER BY n, id"
              + " ROWS UNBOUNDED PRECEDING), max(ts) OVER () FROM t",
          "SELECT id, s, count(*) OVER (PARTITION BY k ORDER BY x), sum(id) OVER"
              + " (PARTITION BY k ORDER BY x, id ROWS UNBOUNDED PRECEDING) FROM t",
          "WITH RECURSIVE r(i, s) AS (SELECT id, s FROM t UNION ALL SELECT i + 100000, s FROM r"
              + " WHERE i < 250000) SELECT count(*), sum(i), max(s) FROM r",
          "WITH RECURSIVE r(i) AS (SELECT id FROM t UNION SELECT i + 7000 FROM r"
              + " WHERE i < 60000) SELECT count(*), sum(i) FROM r",
          "SELECT k, count(*) FROM t WHERE id < 0 GROUP BY k ORDER BY k",
          "SELECT sum(q.c) FROM (SELECT s, count(*) AS c FROM (SELECT l.s FROM t l JOIN t r"
              + " ON l.id = r.id ORDER BY l.s, r.n) i GROUP BY s) q JOIN t ON t.s = q.s");

  @TempDir private static Path data;
  private static MegaDbServer server;

  @BeforeAll
  static void start() throws Exception {
    server = MegaDbServer.start(RunningServer.options(data));
    try (Connection connection = RunningServer.connect(server.port())) {
      fill(connection);
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void fill(Connection connection) throws SQLException {
    Sql.run(
        connection,
        "CREATE TABLE t (id int8, k int4, s text, n numeric, x float8, d date, ts timestamp,"
            + " b boolean, iv interval, a int4[], j jsonb) USING olap");
    Sql.run(
        connection,
        "INSERT INTO t SELECT i, CASE WHEN i % 3 = 0 THEN 7 WHEN i % 11 = 0 THEN NULL"
            + " ELSE i * 7919 % 5000 END, CASE WHEN i % 13 = 0 THEN NULL ELSE 'value '"
            + " || i * 31 % 6000 END, CASE WHEN i % 17 = 0 THEN NULL ELSE"
            + " (i * 37 % 4000)::numeric / (1 + i % 3) END, i * 61 % 10007 / 8.0::float8,"
            + " date '2020-01-01' + (i % 900)::int4, timestamp '2021-01-01 00:00:00'"
            + " + (i * 91 % 8000) * interval '1 minute', CASE WHEN i % 5 = 0 THEN NULL ELSE"
            + " i % 2 = 0 END, (i % 5000) * interval '1 second', ARRAY[i % 40, i % 70]::int4[],"
            + " ('{\"v\": ' || i % 90 || '}')::jsonb FROM generate_series(1, "
            + ROWS
            + ") AS i");
    Sql.run(connection, "CREATE TABLE small (id int8, k int4) USING olap");
    Sql.run(
        connection,
        "INSERT INTO small SELECT i, CASE WHEN i = 4 THEN NULL WHEN i % 2 = 0 THEN 7 ELSE i END"
            + " FROM generate_series(1, 40) AS i");
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(data.resolve("spill")).isEmptyDirectory();
    await().atMost(Duration.ofSeconds(10)).until(() -> openFiles() == 0);
  }

  /** Temporary files of this process, which have no names but are in its table of open files. */
  private static long openFiles() throws IOException {
    return openFiles(ProcessHandle.current().pid());
  }

  private static long openFiles(long pid) throws IOException {
    Path descriptors = Path.of("/proc/" + pid + "/fd");
    if (!Files.isDirectory(descriptors)) {
      return 0;
    }
    long count = 0;
    try (Stream<Path> all = Files.list(descriptors)) {
      for (Path descriptor : (Iterable<Path>) all::iterator) {
        count += target(descriptor).contains("megadb-spill-") ? 1 : 0;
      }
    }
    return count;
  }

  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException e) {
      return ""; // closed meanwhile
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local 1", "local 3", "flink 2"})
  void answersAreThoseOfPlentyOfMemory(String run) throws SQLException {
    String[] words = run.split(" ");
    try (Connection connection = RunningServer.connect(server.port())) {
      for (String query : QUERIES) {
        Sql.run(connection, "SET megadb.execution = local");
        Sql.run(connection, "SET megadb.query_memory_max = '500MB'");
        List<String> expected = Sql.rows(connection, query);
        Sql.run(connection, "SET megadb.execution = " + words[0]);
        Sql.run(connection, "SET megadb.parallelism = " + words[1]);
        Sql.run(connection, "SET megadb.query_memory_max = '1MB'");
        List<String> actual = Sql.rows(connection, query);
        if (query.contains(" ORDER BY") && query.startsWith("SELECT") && !query.contains("(")) {
          assertThat(actual).as(query).isEqualTo(expected);
        }
        assertThat(actual.stream().sorted())
            .as(query)
            .isEqualTo(expected.stream().sorted().toList());
      }
    }
  }

  @Test
  void explainAnalyzeTellsWhatWasWritten() throws SQLException {
    try (Connection connection = RunningServer.connect(server.port())) {
      Sql.run(connection, "SET megadb.execution = local");
      Sql.run(connection, "SET megadb.query_memory_max = '1MB'");
      assertThat(explain(connection, "SELECT * FROM t ORDER BY s, id"))
          .containsPattern("Sort Method: external merge  Disk: \\d+kB");
      assertThat(
              explain(
                  connection,
                  "SELECT l.s, count(*) FROM t l JOIN t r ON l.id = r.id GROUP BY l.s, l.n"))
          .containsPattern("Group Key: s, n\\s+Batches: \\d+  Disk Usage: \\d+kB")
          .containsPattern("Hash Cond: [^\\n]+\\s+Batches: \\d+  Disk Usage: \\d+kB");
    }
  }

  private static String explain(Connection connection, String query) throws SQLException {
    return String.join("\n", Sql.rows(connection, "EXPLAIN ANALYZE " + query));
  }

  @Test
  void windowFunctionThatNeedsItsWholePartitionIs53200() throws SQLException {
    try (Connection connection = RunningServer.connect(server.port())) {
      Sql.run(connection, "SET megadb.query_memory_max = '1MB'");
      PSQLException error =
          Sql.error(connection, "SELECT id, s, lag(s) OVER (ORDER BY n, id) FROM t");
      assertThat(error.getSQLState()).isEqualTo("53200");
      assertThat(error.getMessage()).contains("a window partition of 30000 rows does not fit");
    }
  }

  @Test
  void beyondSpillMaxTheStatementAloneEndsWith53400() throws SQLException {
    try (Connection connection = RunningServer.connect(server.port())) {
      Sql.run(connection, "SET megadb.query_memory_max = '1MB'");
      Sql.run(connection, "SET megadb.spill_max = '100kB'");
      PSQLException error = Sql.error(connection, "SELECT * FROM t ORDER BY s, id");
      assertThat(error.getSQLState()).isEqualTo("53400");
      assertThat(error.getMessage())
          .contains("temporary file size exceeds megadb.spill_max (100kB)");
      assertThat(Sql.value(connection, "SELECT count(*) FROM t")).isEqualTo("" + ROWS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "flink"})
  void cancelledWhileSpillingEndsAtOnce(String run) throws Exception {
    List<String> slow = new ArrayList<>();
    slow.add(
        "SELECT max(c) FROM (SELECT s || g, count(*) AS c FROM t, generate_series(1, 20000)"
            + " AS g GROUP BY 1) q");
    slow.add(
        "SELECT max(q.s) FROM (SELECT s, g FROM t, generate_series(1, 20000) AS g"
            + " ORDER BY s || g OFFSET 1) q");
    slow.add(
        "SELECT count(*) FROM t l JOIN (SELECT id, s FROM t, generate_series(1, 30000)) r"
            + " ON l.id = r.id AND l.s > r.s");
    try (Connection connection = RunningServer.connect(server.port())) {
      Sql.run(connection, "SET megadb.execution = " + run);
      Sql.run(connection, "SET megadb.query_memory_max = '1MB'");
      Sql.run(connection, "SET statement_timeout = '1500ms'");
      for (String query : slow) {
        long start = System.nanoTime();
        PSQLException error = Sql.error(connection, query);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat((Throwable) error).as(query).isNotNull();
        assertThat(error.getSQLState()).as(query).isEqualTo("57014");
        // Cancelling must take 0.1 s; the rest is for a busy machine and the end of a job.
        assertThat(took).as(query).isLessThan(Duration.ofMillis(1500 + 2000));
      }
    }
  }

  @Test
  void killedServerLeavesNoFiles(@TempDir Path other) throws Exception {
    try (ServerProcess process = new ServerProcess(other)) {
      CompletableFuture<Void> asking;
      try (Connection connection = RunningServer.connect(process.port())) {
        Sql.run(connection, "SET megadb.query_memory_max = '1MB'");
        asking =
            CompletableFuture.runAsync(
                () ->
                    Sql.error(
                        connection,
                        "SELECT count(*) FROM (SELECT g FROM generate_series(1, 50000000) AS g"
                            + " ORDER BY -g OFFSET 1) q"));
        await().atMost(Duration.ofSeconds(30)).until(() -> openFiles(process.pid()) > 0);
        process.kill();
        asking.join();
      }
    }
    // A file has its name from its creation until it is unlinked, which a kill may come between.
    assertThat(other.resolve("spill").toFile().list())
        .hasSizeLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    Files.writeString(other.resolve("spill").resolve("megadb-spill-left-over"), "x");
    try (ServerProcess process = new ServerProcess(other);
        Connection connection = RunningServer.connect(process.port())) {
      assertThat(other.resolve("spill")).isEmptyDirectory();
      Sql.run(connection, "SET megadb.query_memory_max = '1MB'");
      assertThat(
              Sql.value(
                  connection,
                  "SELECT count(*) FROM (SELECT g FROM generate_series(1, 200000) AS g"
                      + " ORDER BY -g OFFSET 1) q"))
          .isEqualTo("199999");
    }
  }
}
