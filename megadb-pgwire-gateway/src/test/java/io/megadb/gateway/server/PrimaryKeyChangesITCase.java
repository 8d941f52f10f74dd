package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

/**
 * Tables whose rows get other keys, as snapshots from before and a server after a kill see them.
 */
class PrimaryKeyChangesITCase {
  @TempDir Path data;

  /** Eight bytes, as long as the number that a row without key lies under. */
  private static final String ROWS = "INSERT INTO t SELECT n - 2, n FROM generate_series(1, 5) n";

  @Test
  void olderSnapshotFindsRowsUnderTheKeysTheyHad() throws Exception {
    try (MegaDbServer server = MegaDbServer.start(RunningServer.options(data));
        Connection older = RunningServer.connect(server.port());
        Connection other = RunningServer.connect(server.port())) {
      Sql.run(other, "CREATE TABLE t (id int8, v int)");
      Sql.run(other, ROWS);
      older.setAutoCommit(false);
      older.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      assertThat(Sql.value(older, "SELECT count(*) FROM t")).isEqualTo("5");

      Sql.run(other, "ALTER TABLE t ADD PRIMARY KEY (id)");
      Sql.run(other, "UPDATE t SET v = v + 100");
      Sql.run(other, "INSERT INTO t VALUES (9, 9)");
      for (int id = -1; id <= 3; id++) {
        assertThat(Sql.rows(older, "SELECT v FROM t WHERE id = " + id))
            .containsExactly(String.valueOf(id + 2));
      }
      assertThat(Sql.rows(older, "SELECT v FROM t WHERE id = 9")).isEmpty();
      assertThat(Sql.rows(older, "SELECT v FROM t WHERE id >= 2 ORDER BY id"))
          .containsExactly("4", "5");
      assertThat(Sql.error(older, "UPDATE t SET v = 0 WHERE id = 1").getSQLState())
          .isEqualTo("40001");
      older.rollback();
      assertThat(Sql.rows(older, "SELECT v FROM t WHERE id = 1")).containsExactly("103");

      Sql.run(other, "ALTER TABLE t DROP CONSTRAINT t_pkey");
      Sql.run(other, "INSERT INTO t VALUES (1, 0)");
      assertThat(Sql.rows(older, "SELECT v FROM t WHERE id = 1")).containsExactly("103");
      older.rollback();
      assertThat(Sql.rows(older, "SELECT v FROM t WHERE id = 1 ORDER BY v"))
          .containsExactly("0", "103");
    }
  }

  @Test
  void updateOfRowsThatATruncationTookFailsAtRepeatableRead() throws Exception {
    try (MegaDbServer server = MegaDbServer.start(RunningServer.options(data));
        Connection older = RunningServer.connect(server.port());
        Connection other = RunningServer.connect(server.port())) {
      older.setAutoCommit(false);
      older.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      for (String tier : List.of("oltp", "memory", "olap")) {
        String table = "cut_" + tier;
        Sql.run(other, "CREATE TABLE " + table + " (id int) USING " + tier);
        Sql.run(other, "INSERT INTO " + table + " VALUES (1)");
        assertThat(Sql.value(older, "SELECT count(*) FROM " + table)).isEqualTo("1");
        Sql.run(other, "TRUNCATE " + table);
        assertThat(Sql.value(older, "SELECT count(*) FROM " + table)).isEqualTo("1");
        PSQLException refused = Sql.error(older, "UPDATE " + table + " SET id = 2");
        assertThat(refused == null ? "done" : refused.getSQLState()).as(tier).isEqualTo("40001");
        older.rollback();
      }
    }
  }

  @Test
  void killedServerFindsRowsByTheNewKey() throws Exception {
    try (ServerProcess server = new ServerProcess(data)) {
      try (Connection connection = RunningServer.connect(server.port())) {
        Sql.run(connection, "CREATE TABLE t (id int8, v int)");
        Sql.run(connection, ROWS);
        Sql.run(connection, "ALTER TABLE t ADD PRIMARY KEY (id)");
        Sql.run(connection, "CREATE TABLE u (id int PRIMARY KEY)");
        Sql.run(connection, "INSERT INTO u VALUES (1)");
        Sql.run(connection, "ALTER TABLE u DROP CONSTRAINT u_pkey");
        connection.setAutoCommit(false);
        Sql.run(connection, "ALTER TABLE t DROP CONSTRAINT t_pkey");
        Sql.run(connection, "INSERT INTO t VALUES (1, 1)");
      }
      server.kill();
    }
    try (ServerProcess server = new ServerProcess(data);
        Connection connection = RunningServer.connect(server.port())) {
      assertThat(Sql.rows(connection, "SELECT v FROM t WHERE id = 2")).containsExactly("4");
      assertThat(Sql.value(connection, "SELECT count(*) FROM t")).isEqualTo("5");
      assertThat(Sql.error(connection, "INSERT INTO t VALUES (2, 2)").getSQLState())
          .isEqualTo("23505");
      Sql.run(connection, "INSERT INTO u VALUES (1)");
      assertThat(Sql.value(connection, "SELECT count(*) FROM u")).isEqualTo("2");
    }
  }
}
