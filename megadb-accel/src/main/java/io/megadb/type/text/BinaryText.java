package io.megadb.type.text;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.vector.Bytes;
import java.nio.charset.StandardCharsets;

/** Reads and writes boolean, bytea and uuid. */
final class BinaryText {
  private BinaryText() {}

  static boolean parseBool(String text) {
    String body = InputError.strip(text).toLowerCase(java.util.Locale.ROOT);
    if (!body.isEmpty()) {
      if ("true".startsWith(body) || "yes".startsWith(body) || body.equals("1")) {
        return true;
      }
      if ("false".startsWith(body) || "no".startsWith(body) || body.equals("0")) {
        return false;
      }
      if (body.equals("on")) {
        return true;
      }
      if (body.equals("off") || body.equals("of")) {
        return false;
      }
    }
    throw InputError.syntax("boolean", text);
  }

  /** Hex format (\x…) or escape format. */
  static Bytes parseBytea(String text) {
    if (text.startsWith("\\x")) {
      return parseHex(text);
    }
    byte[] source = text.getBytes(StandardCharsets.UTF_8);
    byte[] target = new byte[source.length];
    int count = 0;
    for (int i = 0; i < source.length; i++) {
      if (source[i] != '\\') {
        target[count++] = source[i];
      } else if (i + 1 < source.length && source[i + 1] == '\\') {
        target[count++] = '\\';
        i++;
      } else if (i + 3 < source.length
          && octal(source[i + 1], 3)
          && octal(source[i + 2], 7)
          && octal(source[i + 3], 7)) {
        target[count++] =
            (byte) (source[i + 1] - '0' << 6 | source[i + 2] - '0' << 3 | source[i + 3] - '0');
        i += 3;
      } else {
        throw new MegaDbException(
            SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type bytea");
      }
    }
    return Bytes.of(java.util.Arrays.copyOf(target, count));
  }

  private static boolean octal(byte c, int max) {
    return c >= '0' && c <= '0' + max;
  }

  private static Bytes parseHex(String text) {
    byte[] target = new byte[(text.length() - 2) / 2];
    int count = 0;
    int high = -1;
    for (int i = 2; i < text.length(); i++) {
      char c = text.charAt(i);
      if (high < 0 && (c == ' ' || c == '\n' || c == '\t' || c == '\r')) {
        continue;
      }
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw new MegaDbException(
            SqlState.INVALID_PARAMETER_VALUE,
            "invalid hexadecimal digit: \""
                + text.substring(i, text.offsetByCodePoints(i, 1))
                + '"');
      }
      if (high < 0) {
        high = digit;
      } else {
        target[count++] = (byte) (high << 4 | digit);
        high = -1;
      }
    }
    if (high >= 0) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE, "invalid hexadecimal data: odd number of digits");
    }
    return Bytes.of(java.util.Arrays.copyOf(target, count));
  }

  static void writeBytea(byte[] bytes, int from, int to, boolean escape, TextSink sink) {
    if (!escape) {
      sink.ascii("\\x");
      for (int i = from; i < to; i++) {
        sink.hex(bytes[i]);
      }
      return;
    }
    for (int i = from; i < to; i++) {
      int value = bytes[i] & 0xff;
      if (value == '\\') {
        sink.ascii("\\\\");
      } else if (value < 0x20 || value > 0x7e) {
        sink.write('\\');
        sink.write('0' + (value >> 6));
        sink.write('0' + (value >> 3 & 7));
        sink.write('0' + (value & 7));
      } else {
        sink.write(value);
      }
    }
  }

  /** 32 hex digits in groups of four, hyphens between groups optional, braces optional. */
  static Bytes parseUuid(String text) {
    int from = 0;
    int to = text.length();
    if (text.startsWith("{")) {
      if (!text.endsWith("}")) {
        throw InputError.syntax("uuid", text);
      }
      from++;
      to--;
    }
    byte[] uuid = new byte[16];
    int at = from;
    for (int i = 0; i < 16; i++) {
      if (at + 2 > to) {
        throw InputError.syntax("uuid", text);
      }
      int high = digit(text.charAt(at));
      int low = digit(text.charAt(at + 1));
      if (high < 0 || low < 0) {
        throw InputError.syntax("uuid", text);
      }
      uuid[i] = (byte) (high << 4 | low);
      at += 2;
      if (i % 2 == 1 && i < 15 && at < to && text.charAt(at) == '-') {
        at++;
      }
    }
    if (at != to) {
      throw InputError.syntax("uuid", text);
    }
    return Bytes.of(uuid);
  }

  private static int digit(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  static void writeUuid(byte[] bytes, int from, TextSink sink) {
    for (int i = 0; i < 16; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        sink.write('-');
      }
      sink.hex(bytes[from + i]);
    }
  }
}
