package io.megadb.planner.parser;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** What backslashes mean in {@code E'…'} and in {@code U&'…'}. */
final class Escapes {
  private final SourceText source;

  Escapes(SourceText source) {
    this.source = source;
  }

  /**
   * The content of one quoted piece of an {@code E'…'} literal; a quote in it is doubled.
   *
   * @param from the first character after the opening quote
   * @param to the closing quote
   */
  String backslash(int from, int to) {
    String sql = source.sql();
    StringBuilder text = new StringBuilder(to - from);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    int i = from;
    while (i < to) {
      char c = sql.charAt(i);
      if (c == '\'') {
        flush(bytes, text);
        text.append('\'');
        i += 2;
        continue;
      }
      if (c != '\\') {
        flush(bytes, text);
        text.append(c);
        i++;
        continue;
      }
      char kind = sql.charAt(i + 1);
      int digits = digitsAfter(kind, sql, i + 1, to);
      if (kind == 'u' || kind == 'U') {
        flush(bytes, text);
        i = unicode(i, to, text);
      } else if (digits > 0) {
        int start = kind == 'x' ? i + 2 : i + 1;
        bytes.write(Integer.parseInt(sql.substring(start, start + digits), kind == 'x' ? 16 : 8));
        i = start + digits;
      } else {
        flush(bytes, text);
        text.append(control(kind));
        i += 2;
      }
    }
    flush(bytes, text);
    return text.toString();
  }

  private static int digitsAfter(char kind, String sql, int at, int to) {
    int start = kind == 'x' ? at + 1 : at;
    int most = kind == 'x' ? 2 : 3;
    int radix = kind == 'x' ? 16 : 8;
    int digits = 0;
    while (digits < most
        && start + digits < to
        && Character.digit(sql.charAt(start + digits), radix) >= 0
        && sql.charAt(start + digits) < 0x80) {
      digits++;
    }
    return digits;
  }

  private static char control(char kind) {
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> '\u000b';
      default -> kind;
    };
  }

  /** Reads the escape at i, and its second half when it is a surrogate; returns what follows. */
  private int unicode(int i, int to, StringBuilder text) {
    String sql = source.sql();
    int digits = sql.charAt(i + 1) == 'u' ? 4 : 8;
    int codePoint = hexadecimal(i + 2, digits, to);
    if (codePoint < 0) {
      throw invalidEscape(i, "Unicode escapes must be \\uXXXX or \\UXXXXXXXX.");
    }
    int next = i + 2 + digits;
    if (Character.MIN_HIGH_SURROGATE <= codePoint && codePoint <= Character.MAX_HIGH_SURROGATE) {
      if (next + 1 >= to || sql.charAt(next) != '\\' || "uU".indexOf(sql.charAt(next + 1)) < 0) {
        throw source.syntaxError(
            "invalid Unicode surrogate pair", next, Math.min(next + 1, sql.length()));
      }
      int half = sql.charAt(next + 1) == 'u' ? 4 : 8;
      int low = hexadecimal(next + 2, half, to);
      if (low < Character.MIN_LOW_SURROGATE || low > Character.MAX_LOW_SURROGATE) {
        throw source.syntaxError("invalid Unicode surrogate pair", next, next + 2 + half);
      }
      text.appendCodePoint(Character.toCodePoint((char) codePoint, (char) low));
      return next + 2 + half;
    }
    if (codePoint >= Character.MIN_LOW_SURROGATE && codePoint <= Character.MAX_LOW_SURROGATE) {
      throw source.syntaxError("invalid Unicode surrogate pair", i, next);
    }
    if (codePoint == 0 || codePoint > Character.MAX_CODE_POINT) {
      throw source.syntaxError("invalid Unicode escape value", i, next);
    }
    text.appendCodePoint(codePoint);
    return next;
  }

  /** The value of so many hexadecimal digits, or -1; a value beyond an int counts as none. */
  private int hexadecimal(int from, int digits, int to) {
    if (from + digits > to) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < from + digits; i++) {
      char c = source.sql().charAt(i);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return (int) Math.min(value, Integer.MAX_VALUE);
  }

  private MegaDbException invalidEscape(int at, String hint) {
    return new MegaDbException(SqlState.INVALID_ESCAPE_SEQUENCE, "invalid Unicode escape")
        .withHint(hint)
        .withPosition(source.position(at));
  }

  private static void flush(ByteArrayOutputStream bytes, StringBuilder text) {
    if (bytes.size() == 0) {
      return;
    }
    byte[] raw = bytes.toByteArray();
    bytes.reset();
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == 0) {
        throw invalidBytes(raw, i, i + 1);
      }
    }
    ByteBuffer in = ByteBuffer.wrap(raw);
    try {
      text.append(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(in));
    } catch (CharacterCodingException e) {
      throw invalidBytes(raw, in.position(), Math.min(raw.length, in.position() + 1));
    }
  }

  private static MegaDbException invalidBytes(byte[] raw, int from, int to) {
    return new MegaDbException(
        SqlState.CHARACTER_NOT_IN_REPERTOIRE,
        "invalid byte sequence for encoding \"UTF8\": " + Characters.hex(raw, from, to));
  }

  /**
   * The content of {@code U&'…'} or {@code U&"…"}.
   *
   * @param content between the quotes, doubled quotes already made one
   * @param from where the content begins in the text, for positions
   */
  String unicodeContent(String content, int from, char escape) {
    StringBuilder text = new StringBuilder(content.length());
    int i = 0;
    int high = 0;
    while (i < content.length()) {
      char c = content.charAt(i);
      if (c != escape || (i + 1 < content.length() && content.charAt(i + 1) == escape)) {
        if (high != 0) {
          throw surrogate(from + i);
        }
        text.append(c);
        i += c == escape ? 2 : 1;
        continue;
      }
      boolean plus = i + 1 < content.length() && content.charAt(i + 1) == '+';
      int start = plus ? i + 2 : i + 1;
      int digits = plus ? 6 : 4;
      int codePoint = hexadecimal(content, start, digits);
      if (codePoint < 0) {
        throw new MegaDbException(SqlState.SYNTAX_ERROR, "invalid Unicode escape")
            .withHint("Unicode escapes must be \\XXXX or \\+XXXXXX.")
            .withPosition(source.position(from + i));
      }
      if (high != 0) {
        if (codePoint < Character.MIN_LOW_SURROGATE || codePoint > Character.MAX_LOW_SURROGATE) {
          throw surrogate(from + i);
        }
        text.appendCodePoint(Character.toCodePoint((char) high, (char) codePoint));
        high = 0;
      } else if (codePoint >= Character.MIN_HIGH_SURROGATE
          && codePoint <= Character.MAX_HIGH_SURROGATE) {
        high = codePoint;
      } else if (codePoint >= Character.MIN_LOW_SURROGATE
          && codePoint <= Character.MAX_LOW_SURROGATE) {
        throw surrogate(from + i);
      } else if (codePoint == 0 || codePoint > Character.MAX_CODE_POINT) {
        throw new MegaDbException(SqlState.SYNTAX_ERROR, "invalid Unicode escape value")
            .withPosition(source.position(from + i));
      } else {
        text.appendCodePoint(codePoint);
      }
      i = start + digits;
    }
    if (high != 0) {
      throw surrogate(from + i);
    }
    return text.toString();
  }

  private static int hexadecimal(String content, int start, int digits) {
    if (start + digits > content.length()) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < start + digits; i++) {
      char c = content.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private MegaDbException surrogate(int at) {
    return new MegaDbException(SqlState.SYNTAX_ERROR, "invalid Unicode surrogate pair")
        .withPosition(source.position(at));
  }
}
