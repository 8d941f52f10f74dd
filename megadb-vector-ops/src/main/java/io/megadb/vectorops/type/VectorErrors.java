package io.megadb.vectorops.type;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;

/** pgvector's errors, code and wording. */
public final class VectorErrors {
  private VectorErrors() {}

  /** Two operands of one operator differ. */
  public static MegaDbException different(String type, int left, int right) {
    return new MegaDbException(
        SqlState.DATA_EXCEPTION, "different " + type + " dimensions " + left + " and " + right);
  }

  /** A value has not as many elements as its place asks for. */
  public static MegaDbException expected(int wanted, int found) {
    return new MegaDbException(
        SqlState.DATA_EXCEPTION, "expected " + wanted + " dimensions, not " + found);
  }

  public static MegaDbException empty(String type) {
    return new MegaDbException(SqlState.DATA_EXCEPTION, type + " must have at least 1 dimension");
  }

  public static MegaDbException tooMany(String type) {
    return new MegaDbException(
        SqlState.PROGRAM_LIMIT_EXCEEDED,
        type + " cannot have more than " + VectorTypes.MAX_DIMENSIONS + " dimensions");
  }

  static MegaDbException notFinite(String type, double value) {
    return new MegaDbException(
        SqlState.DATA_EXCEPTION,
        (Double.isNaN(value) ? "NaN" : "infinite value") + " not allowed in " + type);
  }

  static MegaDbException outOfRange(String type, String text) {
    return new MegaDbException(
        SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "\"" + text + "\" is out of range for type " + type);
  }

  static MegaDbException syntax(String type, String text) {
    return new MegaDbException(
        SqlState.INVALID_TEXT_REPRESENTATION,
        "invalid input syntax for type " + type + ": \"" + text + "\"");
  }

  static MegaDbException modifier(String message) {
    return new MegaDbException(SqlState.INVALID_PARAMETER_VALUE, message);
  }
}
