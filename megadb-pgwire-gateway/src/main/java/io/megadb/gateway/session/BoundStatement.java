package io.megadb.gateway.session;

import io.megadb.planner.statement.PlannedStatement;
import java.util.List;

/**
 * A statement of a query string, ready to start.
 *
 * @param prepared the statement; with a shared plan the one that it was made from, whose constants
 *     are another text's: it is never to be planned again
 * @param plan the plan that is shared by texts which differ in constants; null if the statement has
 *     its own
 * @param parameters for a shared plan the constants of this text, as in {@code
 *     io.megadb.vector.Values}
 */
record BoundStatement(Prepared prepared, PlannedStatement plan, List<Object> parameters) {
  static BoundStatement alone(Prepared prepared) {
    return new BoundStatement(prepared, null, List.of());
  }

  boolean isShared() {
    return plan != null;
  }
}
