package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.catalog.NamedStatements;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prepared statements by name, of the protocol's Parse and of PREPARE alike; "" is the unnamed one.
 * Confined to the session.
 */
final class PreparedStatements implements NamedStatements {
  /** Bound on what a client can make the server remember. */
  private static final int MAX = 10_000;

  private record Named(Prepared statement, boolean fromSql, long micros) {}

  private final Map<String, Named> byName = new HashMap<>();

  /** The statement or null. */
  Prepared find(String name) {
    Named named = byName.get(name);
    return named == null ? null : named.statement;
  }

  /**
   * The statement.
   *
   * @throws MegaDbException 26000 if there is none
   */
  Prepared get(String name) {
    Prepared statement = find(name);
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

  /**
   * Keeps a statement.
   *
   * @param fromSql it comes of PREPARE
   */
  void put(String name, Prepared statement, boolean fromSql) {
    byName.put(name, new Named(statement, fromSql, Clock.micros()));
  }

  @Override
  public List<Statement> list() {
    List<Statement> list = new ArrayList<>();
    byName.forEach(
        (name, named) -> {
          if (!name.isEmpty()) {
            list.add(
                new Statement(
                    name,
                    named.statement.source(),
                    named.micros,
                    named.statement.parameterTypes().stream().map(PgType::oid).toList(),
                    named.fromSql,
                    named.statement.runs()));
          }
        });
    return list;
  }

  void remove(String name) {
    byName.remove(name);
  }

  /** Removes all but the unnamed statement. */
  void removeNamed() {
    byName.keySet().removeIf(name -> !name.isEmpty());
  }
}
