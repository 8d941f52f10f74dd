package io.megadb.function.arithmetic;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;

/** PostgreSQL's messages for results that do not exist or do not fit. */
public final class ArithmeticErrors {
  private ArithmeticErrors() {}

  /**
   * @param type such as "integer"
   */
  public static MegaDbException outOfRange(String type) {
    return new MegaDbException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, type + " out of range");
  }

  public static MegaDbException divisionByZero() {
    return new MegaDbException(SqlState.DIVISION_BY_ZERO, "division by zero");
  }

  public static MegaDbException overflow() {
    return new MegaDbException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value out of range: overflow");
  }

  public static MegaDbException underflow() {
    return new MegaDbException(
        SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value out of range: underflow");
  }
}
