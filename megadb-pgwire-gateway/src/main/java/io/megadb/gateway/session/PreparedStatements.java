package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.util.HashMap;
import java.util.Map;

/** Prepared statements by name; "" is the unnamed one. Confined to the session. */
final class PreparedStatements {
  /** Bound on what a client can make the server remember. */
  private static final int MAX = 10_000;

  private final Map<String, Prepared> byName = new HashMap<>();

  /** The statement or null. */
  Prepared find(String name) {
    return byName.get(name);
  }

  /**
   * The statement.
   *
   * @throws MegaDbException 26000 if there is none
   */
  Prepared get(String name) {
    Prepared statement = byName.get(name);
    if (statement == null) {
      throw new MegaDbException(
          SqlState.INVALID_SQL_STATEMENT_NAME,
          name.isEmpty()
              ? "unnamed prepared statement does not exist"
              : "prepared statement \"" + name + "\" does not exist");
    }
    return statement;
  }

  /**
   * Refuses a name that is taken, and one statement too many.
   *
   * @throws MegaDbException 42P05, 54000
   */
  void requireFree(String name) {
    if (!name.isEmpty() && byName.containsKey(name)) {
      throw new MegaDbException(
          SqlState.DUPLICATE_PREPARED_STATEMENT,
          "prepared statement \"" + name + "\" already exists");
    }
    if (byName.size() >= MAX) {
      throw new MegaDbException(
              SqlState.PROGRAM_LIMIT_EXCEEDED, "session has " + MAX + " prepared statements")
          .withHint("Close those no longer needed, or use DEALLOCATE ALL.");
    }
  }

  void put(String name, Prepared statement) {
    byName.put(name, statement);
  }

  void remove(String name) {
    byName.remove(name);
  }

  /** Removes all but the unnamed statement. */
  void removeNamed() {
    byName.keySet().removeIf(name -> !name.isEmpty());
  }
}
