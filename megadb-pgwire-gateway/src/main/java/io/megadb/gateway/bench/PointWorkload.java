package io.megadb.gateway.bench;

/** What one client repeats, as a script of pgbench. */
enum PointWorkload {
  CONSTANT("SELECT 1", "SELECT 1;\n"),
  KEY_LOOKUP(
      "primary-key SELECT",
      """
      \\set aid random(1, %1$d)
      SELECT abalance FROM pgbench_accounts WHERE aid = :aid;
      """),
  TPC_B(
      "TPC-B-like",
      """
      \\set aid random(1, %1$d)
      \\set bid random(1, %3$d)
      \\set tid random(1, %2$d)
      \\set delta random(-5000, 5000)
      BEGIN;
      UPDATE pgbench_accounts SET abalance = abalance + :delta WHERE aid = :aid;
      SELECT abalance FROM pgbench_accounts WHERE aid = :aid;
      UPDATE pgbench_tellers SET tbalance = tbalance + :delta WHERE tid = :tid;
      UPDATE pgbench_branches SET bbalance = bbalance + :delta WHERE bid = :bid;
      INSERT INTO pgbench_history (tid, bid, aid, delta, mtime)
        VALUES (:tid, :bid, :aid, :delta, CURRENT_TIMESTAMP);
      END;
      """);

  private final String title;
  private final String script;

  PointWorkload(String title, String script) {
    this.title = title;
    this.script = script;
  }

  String title() {
    return title;
  }

  /** The script for tables of a scale. */
  String script(int scale) {
    return script.formatted(scale * BenchTables.ACCOUNTS, scale * BenchTables.TELLERS, scale);
  }
}
