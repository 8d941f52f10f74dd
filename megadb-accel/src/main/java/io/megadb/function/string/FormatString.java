package io.megadb.function.string;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.type.text.TextSink;
import io.megadb.type.text.TextWriter;
import io.megadb.vector.Vector;

/** One run of format(): %[position$][flags][width]type with types s, I, L and %%. */
final class FormatString {
  private final String pattern;
  private final Vector[] arguments;
  private final TextWriter[] writers;
  private final int row;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int next = 1;

  /**
   * @param arguments the pattern's own vector first
   */
  FormatString(String pattern, Vector[] arguments, TextWriter[] writers, int row) {
    this.pattern = pattern;
    this.arguments = arguments;
    this.writers = writers;
    this.row = row;
  }

  String run() {
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c != '%') {
        out.append(c);
      } else if (peek() == '%') {
        out.append('%');
        at++;
      } else {
        specifier();
      }
    }
    return out.toString();
  }

  private char peek() {
    if (at >= pattern.length()) {
      throw new MegaDbException(
              SqlState.INVALID_PARAMETER_VALUE, "unterminated format() type specifier")
          .withHint("For a single \"%\" use \"%%\".");
    }
    return pattern.charAt(at);
  }

  private void specifier() {
    int position = 0;
    int start = at;
    int number = digits();
    if (at > start && peek() == '$') {
      at++;
      if (number == 0) {
        throw error("format specifies argument 0, but arguments are numbered from 1");
      }
      position = number;
    } else {
      at = start;
    }
    boolean left = false;
    while (peek() == '-') {
      left = true;
      at++;
    }
    int width = 0;
    if (peek() == '*') {
      at++;
      String value = text(argument(starPosition()));
      width = value == null ? 0 : Integer.parseInt(value);
      left |= width < 0;
      width = Math.abs(width);
    } else {
      width = digits();
    }
    char type = peek();
    at++;
    if ("sIL".indexOf(type) < 0) {
      throw error("unrecognized format() type specifier \"" + type + "\"")
          .withHint("For a single \"%\" use \"%%\".");
    }
    append(convert(text(argument(position)), type), width, left);
  }

  private int starPosition() {
    int start = at;
    int number = digits();
    if (at > start && peek() == '$') {
      at++;
      return number;
    }
    at = start;
    return 0;
  }

  private int digits() {
    int value = 0;
    while (peek() >= '0' && peek() <= '9') {
      value = value * 10 + peek() - '0';
      if (value > 1 << 24) {
        throw error("number is out of range");
      }
      at++;
    }
    return value;
  }

  private int argument(int position) {
    int index = position == 0 ? next : position;
    if (index >= arguments.length) {
      throw error("too few arguments for format()");
    }
    next = index + 1;
    return index;
  }

  private String text(int index) {
    if (arguments[index].isNull(row)) {
      return null;
    }
    TextSink sink = new TextSink();
    writers[index].write(arguments[index], row, sink);
    return sink.toString();
  }

  private static String convert(String value, char type) {
    if (value == null) {
      if (type == 'I') {
        throw new MegaDbException(
            SqlState.NULL_VALUE_NOT_ALLOWED,
            "null values cannot be formatted as an SQL identifier");
      }
      return type == 'L' ? "NULL" : "";
    }
    return switch (type) {
      case 'I' -> Identifiers.quote(value);
      case 'L' -> Identifiers.literal(value);
      default -> value;
    };
  }

  private void append(String value, int width, boolean left) {
    String fill = " ".repeat(Math.max(0, width - value.codePointCount(0, value.length())));
    out.append(left ? value : fill).append(left ? fill : value);
  }

  private static MegaDbException error(String message) {
    return new MegaDbException(SqlState.INVALID_PARAMETER_VALUE, message);
  }
}
