package io.megadb.gateway.session;

import java.util.List;

/**
 * A statement of a query string, ready to start.
 *
 * @param prepared its plan may be shared by texts that differ in constants
 * @param parameters the constants that are this text's own, as in {@code io.megadb.vector.Values};
 *     null if the plan is for this text alone
 */
record BoundStatement(Prepared prepared, List<Object> parameters) {
  static BoundStatement alone(Prepared prepared) {
    return new BoundStatement(prepared, null);
  }

  /** The plan is shared and, unlike a text's own, cannot be made again from the tree. */
  boolean isShared() {
    return parameters != null;
  }

  List<Object> values() {
    return parameters == null ? List.of() : parameters;
  }
}
