package io.megadb.function.string;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * PostgreSQL's advanced regular expressions as {@link Pattern}s.
 *
 * <p>Limits: where several alternatives match at one place, the first one wins rather than the
 * longest, and greediness is each quantifier's own rather than the whole expression's. Collating
 * elements ([.x.]) and equivalence classes ([=x=]) are not supported.
 */
final class RegexTranslation {
  /** What separates the part that must be as short as possible; see {@link SimilarPattern}. */
  static final String SHORTEST_PREFIX_END = "){1,1}?(";

  private final String source;
  private final int shortestUntil;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private RegexTranslation(String source) {
    this.source = source;
    shortestUntil = source.startsWith("^(?:") ? source.indexOf(SHORTEST_PREFIX_END) : -1;
  }

  /**
   * Compiles an expression.
   *
   * @param flags PostgreSQL's option letters; g is not one of them
   * @throws MegaDbException 2201B for an invalid expression, 22023 for an unknown option
   */
  static Pattern compile(String expression, String flags) {
    String body = expression;
    String options = flags;
    if (body.startsWith("***=")) {
      body = body.substring(4);
      options += "q";
    } else if (body.startsWith("***:")) {
      body = body.substring(4);
    }
    boolean literal = false;
    int javaFlags = Pattern.DOTALL;
    boolean newlineAnchors = false;
    boolean expanded = false;
    for (int i = 0; i < options.length(); i++) {
      switch (options.charAt(i)) {
        case 'i' -> javaFlags |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        case 'c' -> javaFlags &= ~Pattern.CASE_INSENSITIVE;
        case 'q' -> literal = true;
        case 's' -> {
          javaFlags |= Pattern.DOTALL;
          newlineAnchors = false;
        }
        case 'n', 'm' -> {
          javaFlags &= ~Pattern.DOTALL;
          newlineAnchors = true;
        }
        case 'p' -> javaFlags &= ~Pattern.DOTALL;
        case 'w' -> newlineAnchors = true;
        case 'x' -> expanded = true;
        case 't', 'e' -> {}
        case 'b' -> throw MegaDbException.notSupported("basic regular expression (option b)");
        default ->
            throw new MegaDbException(
                SqlState.INVALID_PARAMETER_VALUE,
                "invalid regular expression option: \"" + options.charAt(i) + "\"");
      }
    }
    try {
      if (literal) {
        return Pattern.compile(body, javaFlags | Pattern.LITERAL);
      }
      if (expanded) {
        javaFlags |= Pattern.COMMENTS;
      }
      if (newlineAnchors) {
        javaFlags |= Pattern.MULTILINE;
      }
      javaFlags |= Pattern.UNIX_LINES;
      return Pattern.compile(new RegexTranslation(body).translate(newlineAnchors), javaFlags);
    } catch (PatternSyntaxException e) {
      throw new MegaDbException(
          SqlState.INVALID_REGULAR_EXPRESSION,
          "invalid regular expression: " + e.getDescription(),
          e);
    }
  }

  private String translate(boolean newlineAnchors) {
    while (at < source.length()) {
      char c = source.charAt(at);
      switch (c) {
        case '\\' -> escape();
        case '[' -> bracket();
        case '$' -> {
          out.append(newlineAnchors ? "$" : "\\z");
          at++;
        }
        case '&', '#', ' ' -> {
          out.append(c);
          at++;
        }
        case '{' -> {
          // Without a number behind it, a brace is one.
          boolean bound = at + 1 < source.length() && Character.isDigit(source.charAt(at + 1));
          out.append(bound ? "{" : "\\{");
          at++;
        }
        case '*', '+', '?', '}' -> {
          boolean opensGroup = c == '?' && source.charAt(Math.max(0, at - 1)) == '(';
          out.append(c).append(at < shortestUntil && !opensGroup ? "?" : "");
          at++;
        }
        default -> {
          out.append(c);
          at++;
        }
      }
    }
    return out.toString();
  }

  private void escape() {
    if (at + 1 == source.length()) {
      throw new MegaDbException(
          SqlState.INVALID_REGULAR_EXPRESSION,
          "invalid regular expression: invalid escape \\ sequence");
    }
    char c = source.charAt(at + 1);
    at += 2;
    switch (c) {
      case 'm' -> out.append("\\b(?=\\w)");
      case 'M' -> out.append("\\b(?<=\\w)");
      case 'y' -> out.append("\\b");
      case 'Y' -> out.append("\\B");
      case 'A' -> out.append("\\A");
      case 'Z' -> out.append("\\z");
      case 'b' -> out.append("\\x08");
      case 'B' -> out.append("\\\\");
      case 'a' -> out.append("\\x07");
      case 'e' -> out.append("\\x1b");
      case 'w' -> out.append("[\\p{IsAlphabetic}\\p{Nd}_]");
      case 'W' -> out.append("[^\\p{IsAlphabetic}\\p{Nd}_]");
      case 'd', 'D', 's', 'S', 'n', 't', 'r', 'f', 'u', 'x' -> out.append('\\').append(c);
      case 'v' -> out.append("\\x0b");
      default -> {
        if (c >= '1' && c <= '9' || !Character.isLetterOrDigit(c)) {
          out.append('\\').append(c);
        } else {
          throw new MegaDbException(
              SqlState.INVALID_REGULAR_EXPRESSION,
              "invalid regular expression: invalid escape \\ sequence");
        }
      }
    }
  }

  private void bracket() {
    out.append('[');
    at++;
    if (at < source.length() && source.charAt(at) == '^') {
      out.append('^');
      at++;
    }
    boolean first = true;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == ']' && !first) {
        out.append(']');
        at++;
        return;
      }
      first = false;
      if (c == '[' && at + 1 < source.length() && ":.=".indexOf(source.charAt(at + 1)) >= 0) {
        namedClass();
      } else if (c == '\\' && at + 1 < source.length()) {
        char next = source.charAt(at + 1);
        if ("dswnrtfux".indexOf(next) >= 0 || !Character.isLetterOrDigit(next)) {
          out.append('\\').append(next);
        } else {
          throw new MegaDbException(
              SqlState.INVALID_REGULAR_EXPRESSION,
              "invalid regular expression: invalid escape \\ sequence");
        }
        at += 2;
      } else {
        if ("[]&^~# ".indexOf(c) >= 0) {
          out.append('\\');
        }
        out.append(c);
        at++;
      }
    }
    throw new MegaDbException(
        SqlState.INVALID_REGULAR_EXPRESSION,
        "invalid regular expression: brackets [] not balanced");
  }

  private void namedClass() {
    char kind = source.charAt(at + 1);
    int end = source.indexOf(kind + "]", at + 2);
    if (kind != ':' || end < 0) {
      throw end < 0
          ? new MegaDbException(
              SqlState.INVALID_REGULAR_EXPRESSION,
              "invalid regular expression: brackets [] not balanced")
          : MegaDbException.notSupported("collating element in a regular expression");
    }
    String name = source.substring(at + 2, end);
    out.append(
        switch (name) {
          case "alpha" -> "\\p{IsAlphabetic}";
          case "digit" -> "\\p{Nd}";
          case "alnum" -> "\\p{IsAlphabetic}\\p{Nd}";
          case "upper" -> "\\p{Lu}";
          case "lower" -> "\\p{Ll}";
          case "space" -> "\\s\\x0b";
          case "blank" -> " \\t";
          case "punct" -> "\\p{Punct}";
          case "cntrl" -> "\\p{Cntrl}";
          case "graph" -> "\\p{Graph}";
          case "print" -> "\\p{Print}";
          case "xdigit" -> "\\p{XDigit}";
          case "word" -> "\\w";
          default ->
              throw new MegaDbException(
                  SqlState.INVALID_REGULAR_EXPRESSION,
                  "invalid regular expression: invalid character class");
        });
    at = end + 2;
  }
}
