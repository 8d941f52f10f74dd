package io.megadb.type.json;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads JSON text, RFC 8259, with PostgreSQL's error details. */
public final class JsonParser {
  /** Nesting beyond this is 54001. */
  private static final int MAX_DEPTH = 2000;

  private final String text;
  private final boolean binary;
  private int at;
  private int depth;

  private JsonParser(String text, boolean binary) {
    this.text = text;
    this.binary = binary;
  }

  /** The value of the text as jsonb; 22P02 if it is no JSON. */
  public static JsonValue parse(String text) {
    return new JsonParser(text, true).document();
  }

  /**
   * Checks that the text is JSON; 22P02 otherwise. As for type json, which keeps the text, an
   * escaped zero character is allowed.
   */
  public static void validate(String text) {
    new JsonParser(text, false).document();
  }

  private JsonValue document() {
    JsonValue value = value();
    skipSpace();
    if (at < text.length()) {
      throw error("Expected end of input, but found \"" + token() + "\".");
    }
    return value;
  }

  private JsonValue value() {
    skipSpace();
    if (at == text.length()) {
      throw error("The input string ended unexpectedly.");
    }
    char c = text.charAt(at);
    if (c == '{' || c == '[') {
      if (++depth > MAX_DEPTH) {
        throw new MegaDbException(
            SqlState.STATEMENT_TOO_COMPLEX, "JSON is nested more than " + MAX_DEPTH + " deep");
      }
      JsonValue nested = c == '{' ? object() : array();
      depth--;
      return nested;
    }
    if (c == '"') {
      return new JsonValue.Text(string());
    }
    if (c == '-' || c >= '0' && c <= '9') {
      return number();
    }
    if (c == '}' || c == ']' || c == ',' || c == ':') {
      throw error("Expected JSON value, but found \"" + c + "\".");
    }
    String word = token();
    at += word.length();
    return switch (word) {
      case "true" -> new JsonValue.Bool(true);
      case "false" -> new JsonValue.Bool(false);
      case "null" -> new JsonValue.Null();
      default -> throw error("Token \"" + word + "\" is invalid.");
    };
  }

  private JsonValue object() {
    at++;
    SortedMap<String, JsonValue> members = new TreeMap<>(JsonValue::compareKeys);
    skipSpace();
    if (peek() == '}') {
      at++;
      return new JsonValue.Object(members);
    }
    while (true) {
      skipSpace();
      if (peek() != '"') {
        throw expected(members.isEmpty() ? "string or \"}\"" : "string");
      }
      String key = string();
      skipSpace();
      if (peek() != ':') {
        throw expected("\":\"");
      }
      at++;
      members.put(key, value());
      skipSpace();
      char c = peek();
      if (c != ',' && c != '}') {
        throw expected("\",\" or \"}\"");
      }
      at++;
      if (c == '}') {
        return new JsonValue.Object(members);
      }
    }
  }

  private JsonValue array() {
    at++;
    List<JsonValue> elements = new ArrayList<>();
    skipSpace();
    if (peek() == ']') {
      at++;
      return new JsonValue.Array(elements);
    }
    while (true) {
      elements.add(value());
      skipSpace();
      char c = peek();
      if (c != ',' && c != ']') {
        throw expected("\",\" or \"]\"");
      }
      at++;
      if (c == ']') {
        return new JsonValue.Array(elements);
      }
    }
  }

  private String string() {
    StringBuilder value = new StringBuilder();
    int from = at++;
    while (true) {
      if (at >= text.length()) {
        throw error("Token \"" + text.substring(from) + "\" is invalid.");
      }
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (c < ' ') {
        throw error(String.format("Character with value 0x%02x must be escaped.", (int) c));
      }
      value.append(c == '\\' ? escape(from) : c);
    }
  }

  private char escape(int from) {
    if (at >= text.length()) {
      throw error("Token \"" + text.substring(from) + "\" is invalid.");
    }
    char c = text.charAt(at++);
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw error("Escape sequence \"\\" + c + "\" is invalid.");
    };
  }

  private char unicode() {
    int unit = hex4();
    if (unit == 0 && binary) {
      throw new MegaDbException(
              SqlState.UNTRANSLATABLE_CHARACTER, "unsupported Unicode escape sequence")
          .withDetail("\\u0000 cannot be converted to text.");
    }
    boolean after = at >= 7 && text.charAt(at - 6) == '\\';
    if (Character.isHighSurrogate((char) unit) && after) {
      boolean low =
          text.startsWith("\\u", at)
              && at + 6 <= text.length()
              && "cdefCDEF".indexOf(text.charAt(at + 3)) >= 0
              && "dD".indexOf(text.charAt(at + 2)) >= 0;
      if (!low) {
        throw error("Unicode low surrogate must follow a high surrogate.");
      }
    } else if (Character.isLowSurrogate((char) unit)) {
      boolean high =
          at >= 12
              && text.charAt(at - 12) == '\\'
              && "dD".indexOf(text.charAt(at - 10)) >= 0
              && "89abAB".indexOf(text.charAt(at - 9)) >= 0;
      if (!high) {
        throw error("Unicode low surrogate must follow a high surrogate.");
      }
    }
    return (char) unit;
  }

  private int hex4() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0) {
        throw error("\"\\u\" must be followed by four hexadecimal digits.");
      }
      unit = unit << 4 | digit;
      at++;
    }
    return unit;
  }

  private JsonValue number() {
    int from = at;
    String word = token();
    int i = word.startsWith("-") ? 1 : 0;
    int digits = digits(word, i);
    boolean valid = digits > 0 && (digits == 1 || word.charAt(i) != '0');
    i += digits;
    if (valid && i < word.length() && word.charAt(i) == '.') {
      digits = digits(word, i + 1);
      valid = digits > 0;
      i += digits + 1;
    }
    if (valid && i < word.length() && (word.charAt(i) == 'e' || word.charAt(i) == 'E')) {
      i++;
      if (i < word.length() && (word.charAt(i) == '+' || word.charAt(i) == '-')) {
        i++;
      }
      digits = digits(word, i);
      valid = digits > 0 && digits <= 6;
      i += digits;
    }
    if (!valid || i != word.length()) {
      throw error("Token \"" + word + "\" is invalid.");
    }
    at = from + word.length();
    return binary ? decimal(word) : new JsonValue.Null();
  }

  private static JsonValue decimal(String word) {
    BigDecimal value = new BigDecimal(word);
    if (value.precision() - (long) value.scale() > 131072 && value.signum() != 0) {
      throw new MegaDbException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value overflows numeric format");
    }
    if (value.signum() == 0) {
      value = value.setScale(Math.max(0, Math.min(16383, value.scale())));
    }
    return new JsonValue.Number(value.scale() < 0 ? value.setScale(0) : value);
  }

  private static int digits(String word, int from) {
    int i = from;
    while (i < word.length() && word.charAt(i) >= '0' && word.charAt(i) <= '9') {
      i++;
    }
    return i - from;
  }

  /** The characters that an error message names: a word, or one other character. */
  private String token() {
    int end = at;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || "_.+-".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return text.substring(at, end == at ? text.offsetByCodePoints(at, 1) : end);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private MegaDbException expected(String what) {
    if (at >= text.length()) {
      return error("The input string ended unexpectedly.");
    }
    return error("Expected " + what + ", but found \"" + token() + "\".");
  }

  private static MegaDbException error(String detail) {
    return new MegaDbException(
            SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type json")
        .withDetail(detail);
  }
}
