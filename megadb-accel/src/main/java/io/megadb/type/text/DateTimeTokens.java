package io.megadb.type.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits date and time text into fields, as PostgreSQL's ParseDateTime does. */
final class DateTimeTokens {
  /** What a field looks like. */
  enum Kind {
    NUMBER,
    /** Digits and colons. */
    TIME,
    /** Digits or a month name, with separators. */
    DATE,
    /** A word, or the name of a zone. */
    WORD,
    /** A sign and digits. */
    ZONE
  }

  record Token(Kind kind, String text) {}

  private static final int MAX_TOKENS = 25;

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private DateTimeTokens(String text) {
    this.text = text.toLowerCase(Locale.ROOT);
  }

  /** The fields; null if the text cannot be date and time. */
  static List<Token> split(String text) {
    DateTimeTokens tokens = new DateTimeTokens(text);
    return tokens.run() ? tokens.tokens : null;
  }

  private boolean run() {
    while (at < text.length()) {
      if (tokens.size() > MAX_TOKENS) {
        return false;
      }
      char c = text.charAt(at);
      if (InputError.isSpace(c)) {
        at++;
      } else if (digit(c)) {
        number();
      } else if (letter(c)) {
        word();
      } else if (c == '+' || c == '-') {
        if (!sign()) {
          return false;
        }
      } else if (c == '.' && at + 1 < text.length() && digit(text.charAt(at + 1))) {
        int from = at++;
        skipDigits();
        tokens.add(new Token(Kind.NUMBER, text.substring(from, at)));
      } else if (c > ' ' && c < 127) {
        at++;
      } else {
        return false;
      }
    }
    return true;
  }

  private void number() {
    int from = at;
    skipDigits();
    if (at < text.length() && text.charAt(at) == ':') {
      while (at < text.length() && (digit(text.charAt(at)) || ":.".indexOf(text.charAt(at)) >= 0)) {
        at++;
      }
      tokens.add(new Token(Kind.TIME, text.substring(from, at)));
      return;
    }
    if (at < text.length() && "-/.".indexOf(text.charAt(at)) >= 0) {
      Kind kind = separated(text.charAt(at));
      tokens.add(new Token(kind, text.substring(from, at)));
      return;
    }
    tokens.add(new Token(Kind.NUMBER, text.substring(from, at)));
  }

  /** Takes what follows a number and a separator; a date may hold a month's name. */
  private Kind separated(char delimiter) {
    at++;
    if (at == text.length() || !digit(text.charAt(at))) {
      while (at < text.length()
          && (alphanumeric(text.charAt(at)) || text.charAt(at) == delimiter)) {
        at++;
      }
      return Kind.DATE;
    }
    skipDigits();
    if (at == text.length() || text.charAt(at) != delimiter) {
      return delimiter == '.' ? Kind.NUMBER : Kind.DATE;
    }
    while (at < text.length() && (digit(text.charAt(at)) || text.charAt(at) == delimiter)) {
      at++;
    }
    return Kind.DATE;
  }

  private void word() {
    int from = at;
    while (at < text.length() && letter(text.charAt(at))) {
      at++;
    }
    if (at < text.length() && "-/.".indexOf(text.charAt(at)) >= 0 && at + 1 < text.length()) {
      boolean date = digit(text.charAt(at + 1)) && at - from > 1 && month(text.substring(from, at));
      if (date || letter(text.charAt(at + 1)) && text.charAt(at) != '.' || zoneOffset(from)) {
        while (at < text.length()
            && (alphanumeric(text.charAt(at)) || "-/_+:.".indexOf(text.charAt(at)) >= 0)) {
          at++;
        }
        tokens.add(new Token(date ? Kind.DATE : Kind.WORD, text.substring(from, at)));
        return;
      }
    }
    tokens.add(new Token(Kind.WORD, text.substring(from, at)));
  }

  private boolean zoneOffset(int from) {
    String word = text.substring(from, at);
    return text.charAt(at) == '-' && (word.equals("gmt") || word.equals("utc"));
  }

  private static boolean month(String word) {
    return CalendarWords.month(word) > 0;
  }

  private boolean sign() {
    int from = at++;
    while (at < text.length() && InputError.isSpace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return false;
    }
    char c = text.charAt(at);
    String sign = text.substring(from, from + 1);
    int start = at;
    if (digit(c)) {
      while (at < text.length()
          && (digit(text.charAt(at)) || ":.-".indexOf(text.charAt(at)) >= 0)) {
        at++;
      }
      tokens.add(new Token(Kind.ZONE, sign + text.substring(start, at)));
      return true;
    }
    if (c == '.') {
      at++;
      skipDigits();
      tokens.add(new Token(Kind.ZONE, sign + text.substring(start, at)));
      return true;
    }
    if (!letter(c)) {
      return false;
    }
    while (at < text.length() && letter(text.charAt(at))) {
      at++;
    }
    tokens.add(new Token(Kind.WORD, sign + text.substring(start, at)));
    return true;
  }

  private void skipDigits() {
    while (at < text.length() && digit(text.charAt(at))) {
      at++;
    }
  }

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean letter(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean alphanumeric(char c) {
    return digit(c) || letter(c);
  }
}
