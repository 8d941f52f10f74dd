package io.megadb.function.string;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;

/** Cutting and filling of text, in characters. */
final class TextParts {
  private static final int MAX_LENGTH = 1 << 28;

  private TextParts() {}

  /** First characters; all but the last ones for a negative count. */
  static String left(String text, int count) {
    int length = text.codePointCount(0, text.length());
    int wanted = count < 0 ? Math.max(0, length + count) : Math.min(count, length);
    return text.substring(0, text.offsetByCodePoints(0, wanted));
  }

  /** Last characters; all but the first ones for a negative count. */
  static String right(String text, int count) {
    int length = text.codePointCount(0, text.length());
    if (count == Integer.MIN_VALUE) {
      return text;
    }
    int skipped = count < 0 ? -count : Math.max(0, length - count);
    return after(text, skipped);
  }

  /** All but the first characters. */
  static String after(String text, long skipped) {
    int length = text.codePointCount(0, text.length());
    return skipped >= length ? "" : text.substring(text.offsetByCodePoints(0, (int) skipped));
  }

  /** Without characters of a set at the start, the end, or both. */
  static String trim(String text, String set, boolean start, boolean end) {
    int from = 0;
    int to = text.length();
    while (start && from < to && set.indexOf(text.codePointAt(from)) >= 0) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (end && to > from && set.indexOf(text.codePointBefore(to)) >= 0) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }

  static String pad(String text, int length, String fill, boolean before) {
    int wanted = Math.max(0, length);
    if (wanted > MAX_LENGTH) {
      throw new MegaDbException(SqlState.PROGRAM_LIMIT_EXCEEDED, "requested length too large");
    }
    int present = text.codePointCount(0, text.length());
    if (present >= wanted || fill.isEmpty()) {
      return left(text, wanted);
    }
    StringBuilder filling = new StringBuilder();
    int[] characters = fill.codePoints().toArray();
    for (int i = 0; i < wanted - present; i++) {
      filling.appendCodePoint(characters[i % characters.length]);
    }
    return before ? filling + text : text + filling;
  }

  /** The field of that number, from the end if negative; empty if there is none. */
  static String split(String text, String delimiter, int field) {
    if (field == 0) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE, "field position must not be zero");
    }
    if (text.isEmpty()) {
      return "";
    }
    if (delimiter.isEmpty()) {
      return field == 1 || field == -1 ? text : "";
    }
    String[] fields = text.split(java.util.regex.Pattern.quote(delimiter), -1);
    long index = field > 0 ? field - 1L : fields.length + (long) field;
    return index < 0 || index >= fields.length ? "" : fields[(int) index];
  }

  /** Each character of {@code from} becomes the one in its place of {@code to}, or goes. */
  static String translate(String text, String from, String to) {
    int[] source = from.codePoints().toArray();
    int[] target = to.codePoints().toArray();
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int at = 0;
              while (at < source.length && source[at] != c) {
                at++;
              }
              if (at == source.length) {
                out.appendCodePoint(c);
              } else if (at < target.length) {
                out.appendCodePoint(target[at]);
              }
            });
    return out.toString();
  }
}
