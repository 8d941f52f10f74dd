package io.megadb.function.datetime;

import java.util.ArrayList;
import java.util.List;

/**
 * A template of to_char, to_date and to_timestamp, split into keywords and literal text. Keywords
 * are those of the manual's table "Template Patterns for Date/Time Formatting".
 */
final class DateTimePattern {
  /** Longer keywords before those they begin with. */
  private static final String[] KEYWORDS = {
    "SSSSS", "MONTH", "Month", "month", "Y,YYY", "A.M.", "P.M.", "a.m.", "p.m.", "B.C.", "A.D.",
    "b.c.", "a.d.", "YYYY", "yyyy", "IYYY", "iyyy", "SSSS", "HH24", "hh24", "HH12", "hh12", "IDDD",
    "iddd", "MON", "Mon", "mon", "DAY", "Day", "day", "DDD", "ddd", "YYY", "yyy", "IYY", "iyy",
    "TZH", "tzh", "TZM", "tzm", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6", "ff1", "ff2", "ff3",
    "ff4", "ff5", "ff6", "AM", "PM", "am", "pm", "BC", "AD", "bc", "ad", "HH", "hh", "MI", "mi",
    "MM", "mm", "SS", "ss", "MS", "ms", "US", "us", "DD", "dd", "DY", "Dy", "dy", "YY", "yy", "IY",
    "iy", "ID", "id", "WW", "ww", "IW", "iw", "CC", "cc", "RM", "rm", "TZ", "tz", "OF", "Y", "y",
    "I", "i", "D", "d", "W", "w", "Q", "q", "J", "j"
  };

  /**
   * One part.
   *
   * @param keyword null for literal text
   * @param fill whether the prefix FM suppresses padding
   * @param ordinal th or TH behind the keyword, else null
   */
  record Part(String keyword, String literal, boolean fill, String ordinal) {}

  private DateTimePattern() {}

  static List<Part> parse(String template) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < template.length()) {
      if (template.charAt(at) == '"') {
        at = quoted(template, at, parts);
        continue;
      }
      boolean fill = false;
      int start = at;
      while (template.startsWith("FM", at)
          || template.startsWith("fm", at)
          || template.startsWith("FX", at)
          || template.startsWith("TM", at)) {
        fill |=
            template.charAt(at) == 'F' && template.charAt(at + 1) == 'M'
                || template.charAt(at) == 'f';
        at += 2;
      }
      String keyword = keyword(template, at);
      if (keyword == null) {
        if (at == start) {
          String literal = template.substring(at, template.offsetByCodePoints(at, 1));
          parts.add(new Part(null, literal, false, null));
          at += literal.length();
        }
        continue;
      }
      at += keyword.length();
      String ordinal = null;
      if (template.startsWith("TH", at) || template.startsWith("th", at)) {
        ordinal = template.substring(at, at + 2);
        at += 2;
      }
      parts.add(new Part(keyword, null, fill, ordinal));
    }
    return parts;
  }

  private static int quoted(String template, int from, List<Part> parts) {
    StringBuilder literal = new StringBuilder();
    int at = from + 1;
    while (at < template.length() && template.charAt(at) != '"') {
      if (template.charAt(at) == '\\' && at + 1 < template.length()) {
        at++;
      }
      literal.append(template.charAt(at++));
    }
    parts.add(new Part(null, literal.toString(), false, null));
    return at + 1;
  }

  private static String keyword(String template, int at) {
    for (String keyword : KEYWORDS) {
      if (template.startsWith(keyword, at)) {
        return keyword;
      }
    }
    return null;
  }
}
