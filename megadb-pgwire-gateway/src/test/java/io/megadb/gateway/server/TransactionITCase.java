package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.util.PSQLException;

/** Transactions over the tiers, two connections at once. */
class TransactionITCase {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  /** Statements of each of three sessions. */
  private static final int BUSY = 15;

  private final ExecutorService background = Executors.newCachedThreadPool();
  private Connection first;
  private Connection second;

  @BeforeEach
  void connect() throws SQLException {
    first = SERVER.connect();
    second = SERVER.connect();
    for (String table : new String[] {"accounts", "events", "prices"}) {
      Sql.run(first, "DROP TABLE IF EXISTS " + table);
    }
    Sql.run(first, "CREATE TABLE accounts (id int PRIMARY KEY, balance int) USING oltp");
    Sql.run(first, "CREATE TABLE events (id int, what text) USING olap");
    Sql.run(first, "CREATE TABLE prices (id int PRIMARY KEY, price int) USING memory");
    Sql.run(first, "INSERT INTO accounts VALUES (1, 100), (2, 200)");
    Sql.run(first, "INSERT INTO events VALUES (1, 'opened')");
  }

  @AfterEach
  void disconnect() throws SQLException {
    first.close();
    second.close();
    background.shutdownNow();
  }

  private static String counts(Connection connection) throws SQLException {
    return Sql.value(connection, "SELECT count(*) FROM accounts")
        + " "
        + Sql.value(connection, "SELECT count(*) FROM events")
        + " "
        + Sql.value(connection, "SELECT count(*) FROM prices");
  }

  private static void writeAll(Connection connection, int id) throws SQLException {
    Sql.run(connection, "INSERT INTO accounts VALUES (" + id + ", 0)");
    Sql.run(connection, "INSERT INTO events VALUES (" + id + ", 'opened')");
    Sql.run(connection, "INSERT INTO prices VALUES (" + id + ", 1)");
  }

  @Test
  void rollbackUndoesEveryTierAndOthersNeverSeeIt() throws SQLException {
    Sql.run(first, "BEGIN");
    writeAll(first, 3);
    assertThat(counts(first)).isEqualTo("3 2 1");
    assertThat(counts(second)).isEqualTo("2 1 0");
    Sql.run(first, "ROLLBACK");
    assertThat(counts(first)).isEqualTo("2 1 0");
  }

  @Test
  void commitShowsEveryTierAtOnce() throws SQLException {
    Sql.run(first, "BEGIN");
    writeAll(first, 3);
    Sql.run(first, "COMMIT");
    assertThat(counts(second)).isEqualTo("3 2 1");
  }

  @Test
  void rollbackToSavepointKeepsWhatCameBefore() throws SQLException {
    Sql.run(first, "BEGIN");
    writeAll(first, 3);
    Sql.run(first, "SAVEPOINT s");
    writeAll(first, 4);
    Sql.run(first, "UPDATE accounts SET balance = 1 WHERE id = 3");
    assertThat(Sql.error(first, "SELECT 1 / 0").getSQLState()).isEqualTo("22012");
    assertThat(Sql.error(first, "SELECT 1").getSQLState()).isEqualTo("25P02");
    Sql.run(first, "ROLLBACK TO s");
    assertThat(counts(first)).isEqualTo("3 2 1");
    writeAll(first, 5);
    Sql.run(first, "COMMIT");
    assertThat(counts(second)).isEqualTo("4 3 2");
    assertThat(Sql.rows(second, "SELECT id, balance FROM accounts ORDER BY id"))
        .containsExactly("1|100", "2|200", "3|0", "5|0");
    assertThat(Sql.rows(second, "SELECT id FROM events ORDER BY id"))
        .containsExactly("1", "3", "5");
    assertThat(Sql.rows(second, "SELECT id FROM prices ORDER BY id")).containsExactly("3", "5");
  }

  @Test
  void createTableIsUndoneWithItsRows() throws SQLException {
    for (String tier : new String[] {"oltp", "olap", "memory"}) {
      Sql.run(first, "BEGIN");
      Sql.run(first, "CREATE TABLE made (a int) USING " + tier);
      Sql.run(first, "INSERT INTO made VALUES (1)");
      assertThat(Sql.value(first, "SELECT count(*) FROM made")).isEqualTo("1");
      Sql.run(first, "ROLLBACK");
      assertThat(Sql.error(first, "SELECT * FROM made").getSQLState()).isEqualTo("42P01");
    }
  }

  @Test
  void readCommittedUpdateWaitsAndSeesTheNewValue() throws Exception {
    Sql.run(first, "BEGIN");
    Sql.run(first, "UPDATE accounts SET balance = balance + 10 WHERE id = 1");
    Future<Integer> waiting =
        background.submit(
            () -> Sql.run(second, "UPDATE accounts SET balance = balance * 2 WHERE id = 1"));
    assertWaits(waiting);
    Sql.run(first, "COMMIT");
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(Sql.value(first, "SELECT balance FROM accounts WHERE id = 1")).isEqualTo("220");
  }

  @Test
  void readCommittedUpdateChecksItsConditionAgain() throws Exception {
    Sql.run(first, "BEGIN");
    Sql.run(first, "UPDATE accounts SET balance = 0 WHERE id = 1");
    Future<Integer> waiting =
        background.submit(
            () -> Sql.run(second, "UPDATE accounts SET balance = -1 WHERE balance = 100"));
    assertWaits(waiting);
    Sql.run(first, "COMMIT");
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(0);
    assertThat(Sql.value(first, "SELECT balance FROM accounts WHERE id = 1")).isEqualTo("0");
  }

  @Test
  void waitingUpdateGoesOnAfterRollback() throws Exception {
    Sql.run(first, "BEGIN");
    Sql.run(first, "DELETE FROM accounts WHERE id = 1");
    Future<Integer> waiting =
        background.submit(
            () -> Sql.run(second, "UPDATE accounts SET balance = balance + 1 WHERE id = 1"));
    assertWaits(waiting);
    Sql.run(first, "ROLLBACK");
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(Sql.value(first, "SELECT balance FROM accounts WHERE id = 1")).isEqualTo("101");
  }

  @Test
  void updateOfAnOlapTableThatWaitedSeesWhatItWaitedFor() throws Exception {
    Sql.run(first, "CREATE TABLE counters (id int, n int) USING olap");
    Sql.run(first, "INSERT INTO counters VALUES (1, 0), (2, 0)");
    Sql.run(first, "BEGIN");
    Sql.run(first, "UPDATE counters SET n = n + 1 WHERE id = 1");
    Future<Integer> waiting =
        background.submit(() -> Sql.run(second, "UPDATE counters SET n = n + 10 WHERE n < 2"));
    assertWaits(waiting);
    Sql.run(first, "INSERT INTO counters VALUES (3, 1)");
    Sql.run(first, "COMMIT");
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(3);
    assertThat(Sql.value(first, "SELECT string_agg(n::text, ',' ORDER BY id) FROM counters"))
        .isEqualTo("11,10,11");
    Sql.run(second, "BEGIN ISOLATION LEVEL REPEATABLE READ");
    assertThat(Sql.value(second, "SELECT sum(n) FROM counters")).isEqualTo("32");
    Sql.run(first, "DELETE FROM counters WHERE id = 3");
    assertThat(Sql.error(second, "DELETE FROM counters WHERE id = 3").getSQLState())
        .isEqualTo("40001");
    Sql.run(second, "ROLLBACK");
    Sql.run(first, "DROP TABLE counters");
  }

  @Test
  void insertsAndUpdatesOfAnOlapTableBesideEachOtherDoNotFail() throws Exception {
    Sql.run(first, "CREATE TABLE busy (id int, n int) USING olap");
    Sql.run(first, "INSERT INTO busy VALUES (0, 0)");
    Future<Integer> inserts =
        background.submit(
            () -> {
              for (int i = 1; i <= BUSY; i++) {
                Sql.run(second, "INSERT INTO busy VALUES (" + i + ", 0)");
              }
              return 0;
            });
    Future<Integer> updates =
        background.submit(
            () -> {
              try (Connection third = SERVER.connect()) {
                for (int i = 0; i < BUSY; i++) {
                  Sql.run(third, "UPDATE busy SET n = n + 1 WHERE id = 0");
                }
              }
              return 0;
            });
    for (int i = 0; i < BUSY; i++) {
      Sql.run(first, "UPDATE busy SET n = n + 1 WHERE id = 0");
    }
    inserts.get(60, TimeUnit.SECONDS);
    updates.get(60, TimeUnit.SECONDS);
    assertThat(Sql.value(first, "SELECT count(*) || ' ' || sum(n) FROM busy"))
        .isEqualTo(BUSY + 1 + " " + 2 * BUSY);
    Sql.run(first, "DROP TABLE busy");
  }

  @Test
  void repeatableReadKeepsItsSnapshotAndFailsOnAChangedRow() throws SQLException {
    Sql.run(first, "BEGIN ISOLATION LEVEL REPEATABLE READ");
    assertThat(counts(first)).isEqualTo("2 1 0");
    writeAll(second, 3);
    Sql.run(second, "UPDATE accounts SET balance = 7 WHERE id = 1");
    assertThat(counts(first)).isEqualTo("2 1 0");
    assertThat(Sql.value(first, "SELECT balance FROM accounts WHERE id = 1")).isEqualTo("100");
    assertThat(Sql.error(first, "UPDATE accounts SET balance = 8 WHERE id = 1").getSQLState())
        .isEqualTo("40001");
    Sql.run(first, "ROLLBACK");
    assertThat(Sql.value(first, "SELECT balance FROM accounts WHERE id = 1")).isEqualTo("7");
  }

  @Test
  void deadlockFailsOneAndLetsTheOtherCommit() throws Exception {
    Sql.run(first, "BEGIN");
    Sql.run(second, "BEGIN");
    Sql.run(first, "UPDATE accounts SET balance = 1 WHERE id = 1");
    Sql.run(second, "UPDATE accounts SET balance = 2 WHERE id = 2");
    Future<PSQLException> waiting =
        background.submit(() -> Sql.error(first, "UPDATE accounts SET balance = 1 WHERE id = 2"));
    assertWaits(waiting);
    PSQLException own = Sql.error(second, "UPDATE accounts SET balance = 2 WHERE id = 1");
    if (own != null) {
      Sql.run(second, "ROLLBACK");
    }
    PSQLException other = waiting.get(10, TimeUnit.SECONDS);
    assertThat(own == null).isNotEqualTo(other == null);
    PSQLException victim = own == null ? other : own;
    assertThat(victim.getSQLState()).isEqualTo("40P01");
    Sql.run(own == null ? second : first, "COMMIT");
    Sql.run(own == null ? first : second, "ROLLBACK");
    String winner = own == null ? "2" : "1";
    assertThat(Sql.rows(second, "SELECT balance FROM accounts ORDER BY id"))
        .containsExactly(winner, winner);
  }

  @Test
  void lockWaitIsCancelledByTheClient() throws Exception {
    Sql.run(first, "BEGIN");
    Sql.run(first, "UPDATE accounts SET balance = 1 WHERE id = 1");
    try (Statement statement = second.createStatement()) {
      Future<Integer> waiting =
          background.submit(
              () -> statement.executeUpdate("UPDATE accounts SET balance = 2 WHERE id = 1"));
      assertWaits(waiting);
      statement.cancel();
      assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(PSQLException.class)
          .rootCause()
          .satisfies(error -> assertThat(((PSQLException) error).getSQLState()).isEqualTo("57014"));
    }
    Sql.run(first, "COMMIT");
    assertThat(Sql.run(second, "UPDATE accounts SET balance = 3 WHERE id = 1")).isEqualTo(1);
  }

  @Test
  void lockAndStatementTimeoutsEndAWait() throws SQLException {
    Sql.run(first, "BEGIN");
    Sql.run(first, "UPDATE accounts SET balance = 1 WHERE id = 1");
    Sql.run(second, "SET lock_timeout = '50ms'");
    String update = "UPDATE accounts SET balance = 2 WHERE id = 1";
    assertThat(Sql.error(second, update).getSQLState()).isEqualTo("55P03");
    Sql.run(second, "SET lock_timeout = 0");
    Sql.run(second, "SET statement_timeout = '50ms'");
    assertThat(Sql.error(second, update).getSQLState()).isEqualTo("57014");
    Sql.run(second, "RESET statement_timeout");
    Sql.run(first, "ROLLBACK");
    assertThat(Sql.run(second, update)).isEqualTo(1);
  }

  /** A statement that could run needs far less than this. */
  private static void assertWaits(Future<?> statement) {
    await()
        .during(200, TimeUnit.MILLISECONDS)
        .atMost(5, TimeUnit.SECONDS)
        .until(() -> !statement.isDone());
  }
}
