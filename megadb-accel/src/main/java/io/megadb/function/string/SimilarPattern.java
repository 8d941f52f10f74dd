package io.megadb.function.string;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;

/**
 * The pattern of SIMILAR TO as a regular expression of PostgreSQL. An escaped double quote, twice,
 * marks the part that substring(… similar … escape …) returns.
 */
final class SimilarPattern {
  private final String pattern;
  private final int mark;
  private final StringBuilder out = new StringBuilder("^(?:");
  private int separators;

  private SimilarPattern(String pattern, int mark) {
    this.pattern = pattern;
    this.mark = mark;
  }

  /**
   * Rewrites a pattern.
   *
   * @param escape one character, or empty for none; null is a backslash
   * @throws MegaDbException 22025 if the escape is longer than one character, 2200C for a third
   *     separator
   */
  static String convert(String pattern, String escape) {
    String used = escape == null ? "\\" : escape;
    if (used.codePointCount(0, used.length()) > 1) {
      throw new MegaDbException(SqlState.INVALID_ESCAPE_SEQUENCE, "invalid escape string")
          .withHint("Escape string must be empty or one character.");
    }
    return new SimilarPattern(pattern, used.isEmpty() ? -1 : used.codePointAt(0)).convert();
  }

  private String convert() {
    boolean escaped = false;
    boolean inClass = false;
    for (int i = 0; i < pattern.length(); ) {
      int c = pattern.codePointAt(i);
      i += Character.charCount(c);
      if (escaped) {
        escaped = false;
        if (c == '"' && !inClass) {
          separator();
        } else {
          out.append('\\').appendCodePoint(c);
        }
      } else if (c == mark) {
        escaped = true;
      } else if (inClass) {
        out.append(c == '\\' ? "\\" : "").appendCodePoint(c);
        inClass = c != ']';
      } else {
        inClass = c == '[';
        plain(c);
      }
    }
    return out.append(")$").toString();
  }

  private void plain(int c) {
    switch (c) {
      case '%' -> out.append(".*");
      case '_' -> out.append('.');
      case '(' -> out.append("(?:");
      case '\\', '.', '^', '$' -> out.append('\\').appendCodePoint(c);
      default -> out.appendCodePoint(c);
    }
  }

  /** The part before the first separator is as short as possible. */
  private void separator() {
    switch (separators++) {
      case 0 -> out.append(RegexTranslation.SHORTEST_PREFIX_END);
      case 1 -> out.append("){1,1}(?:");
      default ->
          throw new MegaDbException(
              SqlState.INVALID_USE_OF_ESCAPE_CHARACTER,
              "SQL regular expression may not contain more than two escape-double-quote"
                  + " separators");
    }
  }
}
