package io.megadb.planner.parser;

import java.nio.charset.StandardCharsets;

/** Character classes and name rules of PostgreSQL's scanner. */
final class Characters {
  /** NAMEDATALEN - 1: a longer name is cut, in bytes of UTF-8. */
  static final int NAME_BYTES = 63;

  private static final String OPERATOR = "~!@#^&|`?+-*/%<>=";
  private static final String SELF = ",()[].;:+-*/%^<>=";

  private Characters() {}

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
  }

  static boolean isNewline(char c) {
    return c == '\n' || c == '\r';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  /** Also inside the tag of a dollar quote. */
  static boolean isTagPart(char c) {
    return isNameStart(c) || isDigit(c);
  }

  static boolean isNamePart(char c) {
    return isTagPart(c) || c == '$';
  }

  static boolean isOperator(char c) {
    return OPERATOR.indexOf(c) >= 0;
  }

  /** Characters that are tokens by themselves. */
  static boolean isSelf(char c) {
    return SELF.indexOf(c) >= 0;
  }

  /**
   * The operator a run of operator characters begins with: no comment start in it, and no sign at
   * its end unless one of the characters that SQL itself does not use is in it.
   */
  static int operatorLength(String run) {
    int length = run.length();
    for (String comment : new String[] {"--", "/*"}) {
      int at = run.indexOf(comment);
      if (at > 0) {
        length = Math.min(length, at);
      }
    }
    while (length > 1 && isSign(run.charAt(length - 1)) && !hasOwnCharacter(run, length - 1)) {
      length--;
    }
    return length;
  }

  private static boolean isSign(char c) {
    return c == '+' || c == '-';
  }

  private static boolean hasOwnCharacter(String run, int length) {
    for (int i = 0; i < length; i++) {
      if ("~!@#%^&|`?".indexOf(run.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Folds as PostgreSQL does in UTF-8: only A to Z. */
  static String fold(String word) {
    StringBuilder folded = null;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        if (folded == null) {
          folded = new StringBuilder(word);
        }
        folded.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return folded == null ? word : folded.toString();
  }

  /**
   * The longest beginning of a name that fits {@link #NAME_BYTES} and does not cut a character in
   * two.
   */
  static String truncate(String name) {
    if (name.length() * 3 <= NAME_BYTES) {
      return name;
    }
    int bytes = 0;
    for (int i = 0; i < name.length(); ) {
      int codePoint = name.codePointAt(i);
      bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      if (bytes > NAME_BYTES) {
        return name.substring(0, i);
      }
      i += Character.charCount(codePoint);
    }
    return name;
  }

  /** The bytes of a character in hexadecimal, as PostgreSQL's messages show them. */
  static String hex(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : " ").append(String.format("0x%02x", bytes[i]));
    }
    return text.toString();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
