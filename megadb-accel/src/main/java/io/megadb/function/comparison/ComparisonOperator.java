package io.megadb.function.comparison;

/** The six comparison operators, each as equality or "less", with exchange and negation. */
public enum ComparisonOperator {
  EQUAL("=", true, false, false),
  NOT_EQUAL("<>", true, false, true),
  LESS("<", false, false, false),
  LESS_OR_EQUAL("<=", false, true, true),
  GREATER(">", false, true, false),
  GREATER_OR_EQUAL(">=", false, false, true);

  private final String symbol;
  private final boolean equality;
  private final boolean exchanged;
  private final boolean negated;

  ComparisonOperator(String symbol, boolean equality, boolean exchanged, boolean negated) {
    this.symbol = symbol;
    this.equality = equality;
    this.exchanged = exchanged;
    this.negated = negated;
  }

  public String symbol() {
    return symbol;
  }

  /** Whether it is computed as =, else as &lt;. */
  boolean isEquality() {
    return equality;
  }

  /** Whether its operands change places before. */
  boolean isExchanged() {
    return exchanged;
  }

  /** Whether NOT is applied after. */
  boolean isNegated() {
    return negated;
  }

  /** Whether it holds for this result of a comparison. */
  public boolean holds(int comparison) {
    int order = exchanged ? -comparison : comparison;
    return (equality ? order == 0 : order < 0) != negated;
  }
}
