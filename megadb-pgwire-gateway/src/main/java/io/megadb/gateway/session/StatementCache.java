package io.megadb.gateway.session;

import io.megadb.type.PgType;
import java.util.List;
import java.util.Map;

/**
 * Statements that a client sends again and again without naming them, by their text: spares parsing
 * and planning. Holds only those whose plan does not depend on how much data there is, or that have
 * none. Confined to one session.
 */
final class StatementCache {
  /** An application has some dozens of such statements. */
  private static final int MAX_STATEMENTS = 64;

  /** Longer texts are rarely sent twice. */
  private static final int MAX_CHARACTERS = 4096;

  private record Key(String sql, List<PgType> declaredTypes) {}

  private final Map<Key, Prepared> byText = new LeastRecentlyUsed<>(MAX_STATEMENTS);

  /** The statement, or null. */
  Prepared find(String sql, List<PgType> declaredTypes) {
    return sql.length() > MAX_CHARACTERS ? null : byText.get(new Key(sql, declaredTypes));
  }

  void clear() {
    byText.clear();
  }

  /** Remembers a statement that is the whole text and {@link Prepared#isReusable reusable}. */
  void keep(String sql, Prepared statement) {
    if (sql.length() <= MAX_CHARACTERS && statement.isReusable()) {
      byText.put(new Key(sql, statement.declaredTypes()), statement);
    }
  }
}
