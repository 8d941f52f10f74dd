package io.megadb.gateway.bench;

/** What one client repeats, as a script of pgbench. */
enum PointWorkload {
  CONSTANT("SELECT 1", "SELECT 1;\n"),
  KEY_LOOKUP(
      "primary-key SELECT",
      """
      \\set aid random(1, %d)
      SELECT abalance FROM pgbench_accounts WHERE aid = :aid;
      """
          .formatted(BenchTables.ACCOUNTS)),
  TPC_B(
      "TPC-B-like",
      """
      \\set aid random(1, %d)
      \\set bid 1
      \\set tid random(1, %d)
      \\set delta random(-5000, 5000)
      BEGIN;
      UPDATE pgbench_accounts SET abalance = abalance + :delta WHERE aid = :aid;
      SELECT abalance FROM pgbench_accounts WHERE aid = :aid;
      UPDATE pgbench_tellers SET tbalance = tbalance + :delta WHERE tid = :tid;
      UPDATE pgbench_branches SET bbalance = bbalance + :delta WHERE bid = :bid;
      INSERT INTO pgbench_history (tid, bid, aid, delta, mtime)
        VALUES (:tid, :bid, :aid, :delta, CURRENT_TIMESTAMP);
      END;
      """
          .formatted(BenchTables.ACCOUNTS, BenchTables.TELLERS));

  private final String title;
  private final String script;

  PointWorkload(String title, String script) {
    this.title = title;
    this.script = script;
  }

  String title() {
    return title;
  }

  String script() {
    return script;
  }
}
