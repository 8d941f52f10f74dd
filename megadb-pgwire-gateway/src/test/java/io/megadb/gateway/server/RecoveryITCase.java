package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server killed while clients write to two tiers in one transaction. */
class RecoveryITCase {
  private static final int WRITERS = 2;
  private static final int KILLS = 3;

  /** Commits to wait for before each kill. */
  private static final int COMMITS = 10;

  @TempDir Path data;

  /** Numbers whose commit the client was told of. */
  private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();

  @Test
  void killedServerLosesNothingAcknowledgedAndKeepsTiersTogether() throws Exception {
    for (int round = 0; round < KILLS; round++) {
      try (ServerProcess server = new ServerProcess(data)) {
        if (round == 0) {
          createTables(server);
        } else {
          check(server);
        }
        writeUntilKilled(server, round);
      }
    }
    try (ServerProcess server = new ServerProcess(data)) {
      check(server);
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(COMMITS);
  }

  private static void createTables(ServerProcess server) throws SQLException {
    try (Connection connection = RunningServer.connect(server.port())) {
      Sql.run(connection, "CREATE TABLE orders (id int PRIMARY KEY, note text) USING oltp");
      Sql.run(connection, "CREATE TABLE history (id int, note text) USING olap");
      Sql.run(connection, "CREATE TABLE hot (id int PRIMARY KEY) USING memory");
      Sql.run(connection, "INSERT INTO hot VALUES (1)");
    }
  }

  private void check(ServerProcess server) throws SQLException {
    try (Connection connection = RunningServer.connect(server.port())) {
      List<String> orders = Sql.rows(connection, "SELECT id, note FROM orders ORDER BY id");
      List<String> history = Sql.rows(connection, "SELECT id, note FROM history ORDER BY id");
      assertThat(history).isEqualTo(orders);
      Set<Integer> found = new TreeSet<>();
      orders.forEach(row -> found.add(Integer.valueOf(row.substring(0, row.indexOf('|')))));
      assertThat(found).containsAll(acknowledged);
      assertThat(Sql.value(connection, "SELECT count(*) FROM hot")).isEqualTo("0");
      assertThat(Sql.run(connection, "INSERT INTO hot VALUES (1)")).isEqualTo(1);
    }
  }

  private void writeUntilKilled(ServerProcess server, int round) throws Exception {
    int before = acknowledged.size();
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int start = round * 1_000_000 + writer;
        running.add(writers.submit(() -> write(server.port(), start)));
      }
      await()
          .atMost(60, TimeUnit.SECONDS)
          .until(
              () ->
                  acknowledged.size() - before >= COMMITS
                      || running.stream().anyMatch(Future::isDone));
      server.kill();
      for (Future<?> writer : running) {
        writer.get(30, TimeUnit.SECONDS);
      }
    } finally {
      writers.shutdownNow();
    }
  }

  /** Writes numbers {@code start}, {@code start + WRITERS} ... until the connection breaks. */
  private Void write(int port, int start) throws SQLException {
    try (Connection connection = RunningServer.connect(port)) {
      connection.setAutoCommit(false);
      for (int id = start; ; id += WRITERS) {
        for (String table : List.of("orders", "history")) {
          try (PreparedStatement insert =
              connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?)")) {
            insert.setInt(1, id);
            insert.setString(2, "row " + id);
            insert.executeUpdate();
          }
        }
        connection.commit();
        acknowledged.add(id);
      }
    } catch (SQLException e) {
      boolean broken = e.getSQLState().startsWith("08") || e.getSQLState().startsWith("57P");
      if (!broken) {
        throw e;
      }
      return null;
    }
  }
}
