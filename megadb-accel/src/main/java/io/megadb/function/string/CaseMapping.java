package io.megadb.function.string;

import java.nio.charset.StandardCharsets;

/** Upper and lower case, one code point for one, as the locale C.UTF-8 has it. */
final class CaseMapping {
  private CaseMapping() {}

  static byte[] lower(byte[] utf8) {
    byte[] out = utf8.clone();
    for (int i = 0; i < out.length; i++) {
      if (out[i] < 0) {
        return lower(new String(utf8, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
      }
      if (out[i] >= 'A' && out[i] <= 'Z') {
        out[i] = (byte) (out[i] + 32);
      }
    }
    return out;
  }

  static byte[] upper(byte[] utf8) {
    byte[] out = utf8.clone();
    for (int i = 0; i < out.length; i++) {
      if (out[i] < 0) {
        return upper(new String(utf8, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
      }
      if (out[i] >= 'a' && out[i] <= 'z') {
        out[i] = (byte) (out[i] - 32);
      }
    }
    return out;
  }

  private static String lower(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String upper(String text) {
    return text.codePoints()
        .map(Character::toUpperCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** First letter of each word upper, the others lower; words are of letters and digits. */
  static String initialUpper(String text) {
    StringBuilder out = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      out.appendCodePoint(inside ? Character.toLowerCase(c) : Character.toUpperCase(c));
      inside = Character.isLetterOrDigit(c);
      i += Character.charCount(c);
    }
    return out.toString();
  }
}
