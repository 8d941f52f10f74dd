package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.util.PSQLException;

/** Long results and statements that are stopped before their end. */
class StreamingITCase {
  private static final int ROWS = 3_000_000;
  private static final String SERIES = "SELECT g, g * 2 FROM generate_series(1, " + ROWS + ") g";

  /** The rows collected would need some 200 MiB in the server alone. */
  private static final long BOUND_BYTES = 48L << 20;

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = SERVER.connect();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  /** Bytes in use after a full collection; the server lives in this process. */
  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private Statement cursor(int fetchSize) throws SQLException {
    connection.setAutoCommit(false);
    Statement statement = connection.createStatement();
    statement.setFetchSize(fetchSize);
    return statement;
  }

  @Test
  void millionsOfRowsStreamInConstantMemory() throws SQLException {
    try (Statement statement = cursor(10_000)) {
      long before = used();
      long count = 0;
      long sum = 0;
      try (ResultSet rows = statement.executeQuery(SERIES)) {
        while (rows.next()) {
          count++;
          sum += rows.getLong(2);
          if (count % 1_000_000 == 0) {
            assertThat(used() - before).isLessThan(BOUND_BYTES);
          }
        }
      }
      assertThat(count).isEqualTo(ROWS);
      assertThat(sum).isEqualTo((long) ROWS * (ROWS + 1));
    }
  }

  @Test
  void slowReaderBlocksTheServerAndNothingPilesUp() throws Exception {
    try (StalledClient client = StalledClient.ask(SERVER.port(), SERIES)) {
      long before = used();
      client.awaitStall();
      assertThat(used() - before).isLessThan(BOUND_BYTES);
      assertThat(Sql.value(connection, "SELECT 1")).isEqualTo("1");
      assertThat(client.drain()).isGreaterThan(ROWS * 15L);
    }
  }

  @Test
  void cancelInTheMiddleEndsTheStatement() throws SQLException {
    try (Statement statement = cursor(0)) {
      Thread canceller = canceller(statement);
      canceller.start();
      assertThatThrownBy(
              () ->
                  statement.executeQuery(
                      "SELECT count(*) FROM generate_series(1, 100000000) a, generate_series(1, 1000) b"))
          .isInstanceOfSatisfying(
              PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      connection.rollback();
      assertThat(Sql.value(connection, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void cancelBetweenFetchesLeavesTheSessionUsable() throws SQLException {
    try (Statement statement = cursor(100)) {
      try (ResultSet rows = statement.executeQuery(SERIES)) {
        assertThat(rows.next()).isTrue();
      }
      connection.rollback();
      assertThat(Sql.value(connection, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void statementTimeoutCancelsTheFlinkJob() throws Exception {
    Sql.run(connection, "CREATE TABLE numbers (n int) USING oltp");
    Sql.run(connection, "INSERT INTO numbers SELECT g FROM generate_series(1, 3000) g");
    Sql.run(connection, "SET megadb.execution = flink");
    Sql.rows(connection, "SELECT count(*) FROM numbers");
    String before = SERVER.lastJob();
    Sql.run(connection, "SET statement_timeout = '2s'");
    PSQLException error =
        Sql.error(
            connection,
            "SELECT count(*) FROM numbers a, numbers b, numbers c WHERE a.n * b.n + c.n < 0");
    assertThat(error.getSQLState()).isEqualTo("57014");
    assertThat(error.getMessage()).contains("canceling statement due to statement timeout");
    assertThat(SERVER.lastJob()).isNotEqualTo(before);
    await().atMost(10, TimeUnit.SECONDS).until(() -> SERVER.lastJobState().equals("CANCELED"));
    Sql.run(connection, "RESET statement_timeout");
    assertThat(Sql.value(connection, "SELECT count(*) FROM numbers")).isEqualTo("3000");
  }

  /** Cancels a statement once the server has had time to begin it. */
  private static Thread canceller(Statement statement) {
    return new Thread(
        () -> {
          try {
            await().pollDelay(500, TimeUnit.MILLISECONDS).until(() -> true);
            statement.cancel();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
