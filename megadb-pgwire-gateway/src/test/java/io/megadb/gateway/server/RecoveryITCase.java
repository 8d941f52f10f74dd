package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.megadb.gateway.server.RecoveryWriter.Rows;
import io.megadb.proof.Proof;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server killed while clients change two tiers in one transaction, and while it starts again. */
class RecoveryITCase {
  private static final int WRITERS = 3;

  @RegisterExtension final Proof proof = Proof.of("recovery", "kills", 4);

  @TempDir Path data;

  /** Commits that clients were told of. */
  private final AtomicLong acknowledged = new AtomicLong();

  private final List<RecoveryWriter> writers = new ArrayList<>();

  @Test
  void killedServerHasEachAcknowledgedRowOnceAndNoHalfTransaction() throws Exception {
    Random random = proof.random();
    for (int number = 0; number < WRITERS; number++) {
      writers.add(new RecoveryWriter(number, random.nextLong(), acknowledged));
    }
    try (ServerProcess server = new ServerProcess(data)) {
      createTables(server);
    }
    while (proof.goesOn()) {
      if (random.nextInt(4) == 0) {
        ServerProcess.killWhileStarting(data, random.nextInt(1_500));
        proof.did(1);
      }
      try (ServerProcess server = new ServerProcess(data)) {
        check(server);
        writeUntilKilled(server, random);
      }
      proof.did(1);
    }
    try (ServerProcess server = new ServerProcess(data)) {
      check(server);
    }
    assertThat(acknowledged.get()).isPositive();
  }

  private static void createTables(ServerProcess server) throws SQLException {
    try (Connection connection = RunningServer.connect(server.port())) {
      String columns = "(writer int, id int, note text";
      Sql.run(connection, "CREATE TABLE orders " + columns + ", PRIMARY KEY (writer, id))");
      Sql.run(connection, "CREATE TABLE history " + columns + ") USING olap");
      Sql.run(connection, "CREATE TABLE hot (id int PRIMARY KEY) USING memory");
      Sql.run(connection, "INSERT INTO hot VALUES (1)");
    }
  }

  private void check(ServerProcess server) throws SQLException {
    try (Connection connection = RunningServer.connect(server.port())) {
      List<Map<Integer, String>> orders = rows(connection, "orders");
      List<Map<Integer, String>> history = rows(connection, "history");
      for (int number = 0; number < WRITERS; number++) {
        Rows found = new Rows(orders.get(number), history.get(number));
        RecoveryWriter writer = writers.get(number);
        assertThat(found).as("rows of writer %d", number).isIn(writer.possible());
        writer.found(found);
      }
      assertThat(Sql.value(connection, "SELECT count(*) FROM hot")).isEqualTo("0");
      assertThat(Sql.run(connection, "INSERT INTO hot VALUES (1)")).isEqualTo(1);
    }
  }

  /** All rows of a table, by writer and id; none may be there twice. */
  private static List<Map<Integer, String>> rows(Connection connection, String table)
      throws SQLException {
    List<Map<Integer, String>> rows = new ArrayList<>();
    for (int number = 0; number < WRITERS; number++) {
      rows.add(new TreeMap<>());
    }
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT writer, id, note FROM " + table)) {
      while (result.next()) {
        int id = result.getInt(2);
        String other = rows.get(result.getInt(1)).put(id, result.getString(3));
        assertThat(other).as("second row %d in %s", id, table).isNull();
      }
    }
    return rows;
  }

  private void writeUntilKilled(ServerProcess server, Random random) throws Exception {
    long target = acknowledged.get() + 1 + random.nextInt(30);
    long nanos = random.nextInt(5_000_000);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (RecoveryWriter writer : writers) {
        running.add(threads.submit(() -> writer.writeUntilKilled(server.port())));
      }
      await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> acknowledged.get() >= target || running.stream().anyMatch(Future::isDone));
      for (long begun = System.nanoTime(); System.nanoTime() - begun < nanos; ) {
        Thread.onSpinWait(); // any moment, not only that of an answer
      }
      server.kill();
      for (Future<?> writer : running) {
        writer.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
