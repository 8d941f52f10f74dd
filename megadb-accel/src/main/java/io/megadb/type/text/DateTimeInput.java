package io.megadb.type.text;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;

/**
 * The text that is read as a date or time, as errors name it.
 *
 * @param type "date", "time", "timestamp" or "timestamp with time zone"
 */
record DateTimeInput(String text, String type) {

  /**
   * The value of decimal digits.
   *
   * @throws MegaDbException 22007 if they are no digits, 22008 if they exceed an int
   */
  int integer(String digits) {
    if (digits.isEmpty()) {
      throw syntax();
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      if (!DateTimeTokens.digit(digits.charAt(i))) {
        throw syntax();
      }
      value = value * 10 + digits.charAt(i) - '0';
      if (value > Integer.MAX_VALUE) {
        throw fieldOverflow();
      }
    }
    return (int) value;
  }

  MegaDbException syntax() {
    return new MegaDbException(
        SqlState.INVALID_DATETIME_FORMAT,
        "invalid input syntax for type " + type + ": \"" + text + "\"");
  }

  MegaDbException fieldOverflow() {
    return overflow("date/time field value out of range: \"" + text + "\"");
  }

  /**
   * @param what "date" or "timestamp"
   */
  MegaDbException outOfRange(String what) {
    return overflow(what + " out of range: \"" + text + "\"");
  }

  private static MegaDbException overflow(String message) {
    return new MegaDbException(SqlState.DATETIME_FIELD_OVERFLOW, message);
  }
}
