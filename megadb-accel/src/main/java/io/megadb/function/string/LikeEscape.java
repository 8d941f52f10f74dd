package io.megadb.function.string;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;

/** LIKE … ESCAPE: rewrites a pattern to the escape character backslash. */
final class LikeEscape {
  private LikeEscape() {}

  /** 22025 if the escape is longer than one character. */
  static String convert(String pattern, String escape) {
    if (escape.codePointCount(0, escape.length()) > 1) {
      throw new MegaDbException(SqlState.INVALID_ESCAPE_SEQUENCE, "invalid escape string")
          .withHint("Escape string must be empty or one character.");
    }
    if (escape.equals("\\")) {
      return pattern;
    }
    if (escape.isEmpty()) {
      return pattern.replace("\\", "\\\\");
    }
    int mark = escape.codePointAt(0);
    StringBuilder out = new StringBuilder();
    boolean escaped = false;
    for (int i = 0; i < pattern.length(); ) {
      int c = pattern.codePointAt(i);
      i += Character.charCount(c);
      if (c == mark && !escaped) {
        out.append('\\');
        escaped = true;
      } else if (c == '\\') {
        out.append('\\');
        if (!escaped) {
          out.append('\\');
        }
        escaped = false;
      } else {
        out.appendCodePoint(c);
        escaped = false;
      }
    }
    return out.toString();
  }
}
