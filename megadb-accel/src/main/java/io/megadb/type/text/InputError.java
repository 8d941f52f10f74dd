package io.megadb.type.text;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;

/** PostgreSQL's messages for text that is no value of a type. */
final class InputError {
  private InputError() {}

  static MegaDbException syntax(String type, String text) {
    return new MegaDbException(
        SqlState.INVALID_TEXT_REPRESENTATION,
        "invalid input syntax for type " + type + ": \"" + text + "\"");
  }

  static MegaDbException range(String type, String text) {
    return new MegaDbException(
        SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
        "value \"" + text + "\" is out of range for type " + type);
  }

  static boolean isSpace(int c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  /** Without white space at both ends, as C's isspace sees it. */
  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }
}
