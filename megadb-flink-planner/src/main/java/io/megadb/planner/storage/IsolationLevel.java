package io.megadb.planner.storage;

/** How much of others' work a transaction sees. READ UNCOMMITTED is READ COMMITTED. */
public enum IsolationLevel {
  READ_COMMITTED("read committed"),
  REPEATABLE_READ("repeatable read"),
  SERIALIZABLE("serializable");

  private final String sqlName;

  IsolationLevel(String sqlName) {
    this.sqlName = sqlName;
  }

  /** As SHOW transaction_isolation gives it. */
  public String sqlName() {
    return sqlName;
  }
}
