package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.megadb.proof.Proof;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server whose disk fills up while it writes, and has room again later. */
class FullDiskITCase {
  private static final int DISK_MEBIBYTES = 320;

  /** Rows of a table beyond which it is emptied. */
  private static final int MAX_ROWS = 400;

  private static final List<String> TABLES = List.of("orders", "history");

  @RegisterExtension final Proof proof = Proof.of("disk", "fillings", 3);

  @TempDir Path folder;

  /** What must be in each table: the length of the text by id. */
  private final Map<String, TreeMap<Integer, Integer>> expected = new TreeMap<>();

  private int nextId;

  @Test
  void fullDiskRefusesWritesAnswersReadsAndLosesNothing() throws Exception {
    Optional<String> unavailable = SmallDisk.unavailable(folder);
    assumeTrue(unavailable.isEmpty(), () -> unavailable.orElse(""));
    Random random = proof.random();
    try (SmallDisk disk = SmallDisk.of(folder, DISK_MEBIBYTES)) {
      try (ServerProcess server = new ServerProcess(disk.folder().resolve("data"))) {
        createTables(server);
      }
      while (proof.goesOn()) {
        try (ServerProcess server = new ServerProcess(disk.folder().resolve("data"));
            Connection connection = RunningServer.connect(server.port())) {
          check(connection);
          writeUntilRefused(connection, disk, random);
          check(connection);
          disk.release();
          await()
              .atMost(Duration.ofSeconds(20))
              .until(() -> TABLES.stream().allMatch(table -> insert(connection, table, 10)));
          check(connection);
          emptyLongTables(connection);
          if (random.nextBoolean()) { // dies while the disk is full
            writeUntilRefused(connection, disk, random);
          }
          server.kill();
        }
        if (disk.free() == 0) {
          startOnFullDisk(disk);
        }
        disk.release();
        proof.did(1);
      }
      try (ServerProcess server = new ServerProcess(disk.folder().resolve("data"));
          Connection connection = RunningServer.connect(server.port())) {
        check(connection);
      }
    }
  }

  /** What was killed while its disk was full opens to be read, or says what it lacks. */
  private void startOnFullDisk(SmallDisk disk) throws Exception {
    try (ServerProcess server = new ServerProcess(disk.folder().resolve("data"));
        Connection connection = RunningServer.connect(server.port())) {
      check(connection);
      assertThat(insert(connection, "orders", 100_000)).as("row accepted").isFalse();
      check(connection);
    } catch (IOException refused) {
      assertThat(refused.getMessage()).contains("ready: 53100 ");
    }
  }

  private void createTables(ServerProcess server) throws SQLException {
    try (Connection connection = RunningServer.connect(server.port())) {
      Sql.run(connection, "CREATE TABLE orders (id int PRIMARY KEY, note text) USING oltp");
      Sql.run(connection, "CREATE TABLE history (id int, note text) USING olap");
    }
    TABLES.forEach(table -> expected.put(table, new TreeMap<>()));
  }

  /** Writes with little space left, then with none, until both tables have been refused. */
  private void writeUntilRefused(Connection connection, SmallDisk disk, Random random)
      throws Exception {
    disk.fill(random.nextInt(90 << 20));
    int refused = 0;
    for (int i = 0; i < 40 && refused < 3; i++) {
      String table = TABLES.get(random.nextInt(TABLES.size()));
      int length = 1 + random.nextInt(3_000_000);
      boolean accepted =
          random.nextInt(4) == 0
              ? delete(connection, table, random)
              : insert(connection, table, length);
      refused += accepted ? 0 : 1;
    }
    disk.fill(0);
    for (String table : TABLES) {
      assertThat(insert(connection, table, 100_000)).as("row for %s accepted", table).isFalse();
      for (String statement :
          List.of(
              "DELETE FROM " + table,
              "UPDATE " + table + " SET note = note || 'x'",
              "TRUNCATE " + table,
              "ALTER TABLE " + table + " ADD COLUMN more int",
              "CREATE TABLE other (id int) USING " + (table.equals("orders") ? "oltp" : "olap"),
              "CREATE TABLE other AS SELECT * FROM " + table,
              "CREATE TABLE other USING olap AS SELECT * FROM " + table)) {
        if (!expected.get(table).isEmpty()) {
          SQLException error = Sql.error(connection, statement);
          assertThat(error == null ? "done" : error.getSQLState()).as("%s: %s", statement, error).isEqualTo("53100");
        }
      }
    }
    check(connection);
  }

  /** Whether a row was accepted; the only error allowed is 53100, and then it is not there. */
  private boolean insert(Connection connection, String table, int length) {
    int id = nextId++;
    String sql = "INSERT INTO " + table + " VALUES (" + id + ", ";
    // Random digits: Parquet would make little of one letter.
    String text = "(SELECT string_agg(md5((g * %d)::text), '') FROM generate_series(1, %d) g)";
    int pieces = length / 32 + 1;
    SQLException error = Sql.error(connection, sql + text.formatted(id + 1, pieces) + ")");
    if (error == null) {
      expected.get(table).put(id, pieces * 32);
    }
    return accepted(table, error);
  }

  private boolean delete(Connection connection, String table, Random random) {
    int id = random.nextInt(nextId + 1);
    SQLException error = Sql.error(connection, "DELETE FROM " + table + " WHERE id = " + id);
    if (error == null) {
      expected.get(table).remove(id);
    }
    return accepted(table, error);
  }

  private static boolean accepted(String table, SQLException error) {
    if (error == null) {
      return true;
    }
    assertThat(error.getSQLState()).as("%s: %s", table, error.getMessage()).isEqualTo("53100");
    return false;
  }

  private void check(Connection connection) throws SQLException {
    for (String table : TABLES) {
      List<String> rows = new ArrayList<>();
      expected.get(table).forEach((id, length) -> rows.add(id + "|" + length));
      assertThat(Sql.rows(connection, "SELECT id, length(note) FROM " + table + " ORDER BY id"))
          .as(table)
          .isEqualTo(rows);
    }
  }

  private void emptyLongTables(Connection connection) throws SQLException {
    for (String table : TABLES) {
      if (expected.get(table).values().stream().mapToLong(Integer::longValue).sum() > 40 << 20
          || expected.get(table).size() > MAX_ROWS) {
        Sql.run(connection, "TRUNCATE " + table);
        expected.get(table).clear();
      }
    }
  }
}
