package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Columns that come and go while others read, write and prepare, and while the server is killed.
 */
class AlterTableITCase {
  private static final List<String> TIERS = List.of("oltp", "olap", "memory");

  @TempDir Path data;

  @Test
  void killedServerKeepsTheColumnsOfBothTiersTogether() throws Exception {
    AtomicInteger committed = new AtomicInteger();
    for (int round = 0; round < 2; round++) {
      try (ServerProcess server = new ServerProcess(data)) {
        if (round == 0) {
          try (Connection connection = RunningServer.connect(server.port())) {
            Sql.run(connection, "CREATE TABLE a (id int) USING oltp");
            Sql.run(connection, "CREATE TABLE b (id int) USING olap");
          }
        } else {
          check(server, committed.get());
        }
        ExecutorService altering = Executors.newSingleThreadExecutor();
        try {
          int before = committed.get();
          Future<Void> running =
              altering.submit(() -> alterUntilKilled(server.port(), committed, before));
          await()
              .atMost(60, TimeUnit.SECONDS)
              .until(() -> committed.get() >= before + 4 || running.isDone());
          server.kill();
          running.get(30, TimeUnit.SECONDS);
        } finally {
          altering.shutdownNow();
        }
      }
    }
    try (ServerProcess server = new ServerProcess(data)) {
      check(server, committed.get());
    }
  }

  /** Step n adds column c<n> with default n, drops c<n - 2> and adds a row, to both tables. */
  private static Void alterUntilKilled(int port, AtomicInteger committed, int before)
      throws SQLException {
    try (Connection connection = RunningServer.connect(port)) {
      connection.setAutoCommit(false);
      int next = 1 + Integer.parseInt(Sql.value(connection, "SELECT count(*) FROM a"));
      for (int step = next; ; step++) {
        for (String table : List.of("a", "b")) {
          Sql.run(connection, "ALTER TABLE " + table + " ADD c" + step + " int DEFAULT " + step);
          if (step > 2) {
            Sql.run(connection, "ALTER TABLE " + table + " DROP c" + (step - 2));
          }
          Sql.run(connection, "INSERT INTO " + table + " (id) VALUES (" + step + ")");
        }
        connection.commit();
        committed.set(step);
      }
    } catch (SQLException e) {
      if (committed.get() < before + 4) {
        throw e;
      }
      return null; // the server was killed
    }
  }

  private static void check(ServerProcess server, int committed) throws SQLException {
    try (Connection connection = RunningServer.connect(server.port())) {
      List<String> rows = Sql.rows(connection, "SELECT * FROM a ORDER BY id");
      assertThat(Sql.rows(connection, "SELECT * FROM b ORDER BY id")).isEqualTo(rows);
      int steps = rows.size();
      assertThat(steps).isBetween(committed, committed + 1);
      assertThat(rows).allMatch(row -> row.endsWith("|" + (steps - 1) + "|" + steps));
    }
  }

  @Test
  void restartedServerKnowsDefaultsOfOlderRowsAndReusesNoColumnNumber() throws Exception {
    try (MegaDbServer server = MegaDbServer.start(RunningServer.options(data))) {
      try (Connection connection = RunningServer.connect(server.port())) {
        for (String tier : List.of("oltp", "olap")) {
          String table = "kept_" + tier;
          Sql.run(connection, "CREATE TABLE " + table + " (id int, gone text) USING " + tier);
          Sql.run(connection, "INSERT INTO " + table + " VALUES (1, 'old')");
          Sql.run(connection, "ALTER TABLE " + table + " ADD COLUMN d numeric DEFAULT 2.5");
          Sql.run(connection, "ALTER TABLE " + table + " ALTER d DROP DEFAULT, DROP gone");
        }
      }
    }
    try (MegaDbServer server = MegaDbServer.start(RunningServer.options(data))) {
      try (Connection connection = RunningServer.connect(server.port())) {
        for (String tier : List.of("oltp", "olap")) {
          String table = "kept_" + tier;
          Sql.run(connection, "ALTER TABLE " + table + " ADD COLUMN gone text");
          Sql.run(connection, "INSERT INTO " + table + " (id) VALUES (2)");
          assertThat(Sql.rows(connection, "SELECT * FROM " + table + " ORDER BY id"))
              .containsExactly("1|2.5|null", "2|null|null");
          Sql.run(connection, "SET megadb.execution = flink");
          assertThat(Sql.rows(connection, "SELECT sum(d), count(*) FROM " + table + " WHERE d > 2"))
              .containsExactly("2.5|1");
          Sql.run(connection, "SET megadb.execution = local");
          assertThat(
                  Sql.value(
                      connection,
                      "SELECT max(attnum) FROM pg_attribute WHERE attrelid = '"
                          + table
                          + "'::regclass"))
              .isEqualTo("4");
        }
      }
    }
  }

  @Test
  void preparedStatementsFollowTheColumns() throws Exception {
    try (MegaDbServer server = MegaDbServer.start(RunningServer.options(data));
        Connection connection = RunningServer.connect(server.port());
        Connection other = RunningServer.connect(server.port())) {
      for (String tier : TIERS) {
        String table = "p_" + tier;
        Sql.run(connection, "CREATE TABLE " + table + " (id int, v int) USING " + tier);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table + " (id, v) VALUES (?, ?)");
            PreparedStatement all = connection.prepareStatement("SELECT * FROM " + table);
            PreparedStatement some =
                connection.prepareStatement("SELECT v FROM " + table + " WHERE id = ?")) {
          insert.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(1);
          all.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(1);
          some.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(1);
          for (int i = 0; i < 3; i++) {
            insert(insert, i, 10 * i);
            all.executeQuery().close();
            assertThat(value(some, i)).isEqualTo(10 * i);
          }
          connection.setAutoCommit(false);
          all.executeQuery().close();
          connection.commit();
          Sql.run(other, "ALTER TABLE " + table + " ADD COLUMN w int NOT NULL DEFAULT 7");
          assertThatThrownBy(all::executeQuery)
              .hasMessageContaining("cached plan must not change result type");
          connection.rollback();
          connection.setAutoCommit(true);
          insert(insert, 3, 30);
          assertThat(value(some, 3)).isEqualTo(30);
          assertThat(Sql.rows(connection, "SELECT * FROM " + table + " ORDER BY id"))
              .endsWith("2|20|7", "3|30|7");
          Sql.run(other, "ALTER TABLE " + table + " DROP COLUMN v");
          assertThatThrownBy(() -> insert(insert, 4, 40))
              .hasMessageContaining("column \"v\" of relation");
          Sql.run(other, "ALTER TABLE " + table + " ADD COLUMN v int DEFAULT 1");
          insert(insert, 4, 40);
          assertThat(Sql.rows(connection, "SELECT id, v FROM " + table + " ORDER BY id"))
              .containsExactly("0|1", "1|1", "2|1", "3|1", "4|40");
        }
      }
    }
  }

  private static void insert(PreparedStatement insert, int id, int value) throws SQLException {
    insert.setInt(1, id);
    insert.setInt(2, value);
    insert.executeUpdate();
  }

  private static int value(PreparedStatement select, int id) throws SQLException {
    select.setInt(1, id);
    try (ResultSet result = select.executeQuery()) {
      result.next();
      return result.getInt(1);
    }
  }

  @Test
  void statementsThatWaitForAnAlterationSeeItsColumns() throws Exception {
    ExecutorService waiting = Executors.newFixedThreadPool(2);
    try (MegaDbServer server = MegaDbServer.start(RunningServer.options(data));
        Connection first = RunningServer.connect(server.port());
        Connection second = RunningServer.connect(server.port());
        Connection third = RunningServer.connect(server.port())) {
      for (String tier : TIERS) {
        String table = "w_" + tier;
        Sql.run(first, "CREATE TABLE " + table + " (id int) USING " + tier);
        first.setAutoCommit(false);
        Sql.run(first, "ALTER TABLE " + table + " ADD COLUMN x int DEFAULT 1");
        Future<Integer> alteration =
            waiting.submit(
                () -> Sql.run(second, "ALTER TABLE " + table + " ADD COLUMN y int DEFAULT 2"));
        Future<Integer> insertion =
            waiting.submit(() -> Sql.run(third, "INSERT INTO " + table + " (id) VALUES (5)"));
        Sql.run(first, "INSERT INTO " + table + " VALUES (3, 4)");
        first.commit();
        first.setAutoCommit(true);
        alteration.get(30, TimeUnit.SECONDS);
        insertion.get(30, TimeUnit.SECONDS);
        assertThat(Sql.rows(first, "SELECT * FROM " + table + " ORDER BY id"))
            .containsExactly("3|4|2", "5|1|2");
      }
    } finally {
      waiting.shutdownNow();
    }
  }

  @Test
  void notNullSeesRowsOfEveryCommittedTransaction() throws Exception {
    try (MegaDbServer server = MegaDbServer.start(RunningServer.options(data));
        Connection connection = RunningServer.connect(server.port())) {
      for (String tier : TIERS) {
        String table = "n_" + tier;
        Sql.run(connection, "CREATE TABLE " + table + " (id int, v int) USING " + tier);
        Sql.run(connection, "INSERT INTO " + table + " VALUES (1, NULL)");
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        assertThatThrownBy(
                () -> Sql.run(connection, "ALTER TABLE " + table + " ALTER v SET NOT NULL"))
            .hasMessageContaining("READ COMMITTED");
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        assertThatThrownBy(
                () -> Sql.run(connection, "ALTER TABLE " + table + " ALTER v SET NOT NULL"))
            .hasMessageContaining("column \"v\" of relation \"" + table + "\" contains null");
        Sql.run(connection, "UPDATE " + table + " SET v = 1");
        Sql.run(connection, "ALTER TABLE " + table + " ALTER v SET NOT NULL");
      }
    }
  }
}
