package io.megadb.gateway.bench;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The four tables of {@code pgbench -i}. */
final class BenchTables {
  /** A branch's. */
  static final int TELLERS = 10;

  /** A branch's. */
  static final int ACCOUNTS = 100_000;

  private static final String[] DEFINITIONS = {
    "CREATE TABLE pgbench_branches (bid int PRIMARY KEY, bbalance int, filler char(88))",
    "CREATE TABLE pgbench_tellers (tid int PRIMARY KEY, bid int, tbalance int, filler char(84))",
    "CREATE TABLE pgbench_accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84))",
    "CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp,"
        + " filler char(22))",
  };

  private BenchTables() {}

  /**
   * Makes and fills the tables.
   *
   * @param scale number of branches
   */
  static void create(Peer peer, int scale) throws SQLException, IOException {
    try (Connection connection = peer.connect();
        Statement statement = connection.createStatement()) {
      for (String definition : DEFINITIONS) {
        statement.execute(definition);
      }
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      StringBuilder branches = new StringBuilder();
      for (int branch = 1; branch <= scale; branch++) {
        branches.append(branch).append("\t0\t\n");
      }
      copy(copy, "pgbench_branches", branches);
      for (int branch = 1; branch <= scale; branch++) {
        copy(copy, "pgbench_tellers", ofBranch(branch, TELLERS));
        copy(copy, "pgbench_accounts", ofBranch(branch, ACCOUNTS));
      }
      if (peer.name().equals("PostgreSQL")) {
        statement.execute("VACUUM ANALYZE");
      }
    }
  }

  /** A branch's rows, with balance 0 and an empty filler. */
  private static StringBuilder ofBranch(int branch, int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = (branch - 1) * count + 1; i <= branch * count; i++) {
      rows.append(i).append('\t').append(branch).append("\t0\t\n");
    }
    return rows;
  }

  private static void copy(CopyManager copy, String table, StringBuilder rows)
      throws SQLException, IOException {
    copy.copyIn("COPY " + table + " FROM STDIN", new StringReader(rows.toString()));
  }
}
