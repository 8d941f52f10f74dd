package io.megadb.gateway.sql;

import java.util.function.Predicate;

/** Where MegaDB's answer to an expression is allowed to be another than PostgreSQL's, and why. */
enum KnownDifference {
  /** A text both malformed and out of range: PostgreSQL notices the range first. */
  RANGE_BEFORE_SYNTAX(
      pair ->
          "22003".equals(pair.theirs.sqlState()) && "22P02".equals(pair.ours.sqlState())
              || "22008".equals(pair.theirs.sqlState()) && "22007".equals(pair.ours.sqlState()));

  private record Pair(String expression, ExpressionAnswer theirs, ExpressionAnswer ours) {}

  @SuppressWarnings("ImmutableEnumChecker") // the conditions are lambdas without state
  private final Predicate<Pair> covers;

  KnownDifference(Predicate<Pair> covers) {
    this.covers = covers;
  }

  /** The reason that covers a difference; null if there is none. */
  static KnownDifference of(String expression, ExpressionAnswer theirs, ExpressionAnswer ours) {
    Pair pair = new Pair(expression, theirs, ours);
    for (KnownDifference difference : values()) {
      if (difference.covers.test(pair)) {
        return difference;
      }
    }
    return null;
  }
}
