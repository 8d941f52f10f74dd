package io.megadb.gateway.bench;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The four tables of {@code pgbench -i} at scale 1. */
final class BenchTables {
  static final int TELLERS = 10;
  static final int ACCOUNTS = 100_000;

  private static final String[] DEFINITIONS = {
    "CREATE TABLE pgbench_branches (bid int PRIMARY KEY, bbalance int, filler char(88))",
    "CREATE TABLE pgbench_tellers (tid int PRIMARY KEY, bid int, tbalance int, filler char(84))",
    "CREATE TABLE pgbench_accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84))",
    "CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp,"
        + " filler char(22))",
  };

  private BenchTables() {}

  /** Makes and fills the tables. */
  static void create(Peer peer) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(peer.url());
        Statement statement = connection.createStatement()) {
      for (String definition : DEFINITIONS) {
        statement.execute(definition);
      }
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      copy(copy, "pgbench_branches", 1);
      copy(copy, "pgbench_tellers", TELLERS);
      copy(copy, "pgbench_accounts", ACCOUNTS);
      if (peer.name().equals("PostgreSQL")) {
        statement.execute("VACUUM ANALYZE");
      }
    }
  }

  /** Rows numbered from 1, of branch 1, with balance 0 and an empty filler. */
  private static void copy(CopyManager copy, String table, int count)
      throws SQLException, IOException {
    boolean branches = table.equals("pgbench_branches");
    StringBuilder rows = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      rows.append(i).append(branches ? "\t0\t\n" : "\t1\t0\t\n");
    }
    copy.copyIn("COPY " + table + " FROM STDIN", new StringReader(rows.toString()));
  }
}
