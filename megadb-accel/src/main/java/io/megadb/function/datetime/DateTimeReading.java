package io.megadb.function.datetime;

import static io.megadb.type.time.PgCalendar.MICROS_PER_DAY;
import static io.megadb.type.time.PgCalendar.MICROS_PER_HOUR;
import static io.megadb.type.time.PgCalendar.MICROS_PER_MINUTE;
import static io.megadb.type.time.PgCalendar.MICROS_PER_SECOND;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.type.time.PgCalendar;
import java.util.Locale;

/**
 * to_date and to_timestamp: reads text by a {@link DateTimePattern}. Years, months, days, hours,
 * minutes, seconds with fractions, AM and PM, month names and day of year; other keywords are
 * 0A000.
 */
final class DateTimeReading {
  private static final String[] MONTHS = {
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december"
  };

  private final String text;
  private int at;
  private int year;
  private int month = 1;
  private int day = 1;
  private int dayOfYear;
  private int hour;
  private int minute;
  private int second;
  private int micros;
  private boolean twelveHours;
  private int half = -1;

  private DateTimeReading(String text) {
    this.text = text;
  }

  /** The local timestamp that the text stands for. */
  static long timestamp(String text, String template) {
    DateTimeReading reading = new DateTimeReading(text);
    for (DateTimePattern.Part part : DateTimePattern.parse(template)) {
      if (part.keyword() == null) {
        reading.literal(part.literal());
      } else {
        reading.keyword(part.keyword());
      }
    }
    return reading.result();
  }

  private void literal(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (at >= text.length()) {
        return;
      }
      boolean separator = !Character.isLetterOrDigit(c);
      if (!separator || !Character.isLetterOrDigit(text.charAt(at))) {
        at++;
      }
    }
  }

  private void keyword(String keyword) {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    switch (keyword.toUpperCase(Locale.ROOT)) {
      case "YYYY" -> year = number(4, keyword);
      case "YY" -> {
        int value = number(2, keyword);
        year = value < 70 ? 2000 + value : 1900 + value;
      }
      case "MM" -> month = number(2, keyword);
      case "DD" -> day = number(2, keyword);
      case "DDD" -> dayOfYear = number(3, keyword);
      case "HH24" -> hour = number(2, keyword);
      case "HH", "HH12" -> {
        hour = number(2, keyword);
        twelveHours = true;
      }
      case "MI" -> minute = number(2, keyword);
      case "SS" -> second = number(2, keyword);
      case "MS" -> micros = fraction(3, keyword);
      case "US" -> micros = fraction(6, keyword);
      case "AM", "PM", "A.M.", "P.M." -> half = half(keyword);
      case "MON" -> month = monthName(true, keyword);
      case "MONTH" -> month = monthName(false, keyword);
      case "DAY", "DY" -> word();
      default -> throw MegaDbException.notSupported("to_timestamp pattern " + keyword);
    }
  }

  private int number(int width, String keyword) {
    int from = at;
    while (at < text.length()
        && at - from < width
        && text.charAt(at) >= '0'
        && text.charAt(at) <= '9') {
      at++;
    }
    if (from == at) {
      throw new MegaDbException(
              SqlState.INVALID_DATETIME_FORMAT,
              "invalid value \""
                  + text.substring(from, Math.min(text.length(), from + width))
                  + "\" for \""
                  + keyword
                  + "\"")
          .withDetail("Value must be an integer.");
    }
    return Integer.parseInt(text.substring(from, at));
  }

  private int fraction(int width, String keyword) {
    int from = at;
    int value = number(width, keyword);
    for (int i = at - from; i < 6; i++) {
      value *= 10;
    }
    return value;
  }

  private String word() {
    int from = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at).toLowerCase(Locale.ROOT);
  }

  private int monthName(boolean abbreviated, String keyword) {
    String rest = text.substring(at).toLowerCase(Locale.ROOT);
    for (int i = 0; i < MONTHS.length; i++) {
      String name = abbreviated ? MONTHS[i].substring(0, 3) : MONTHS[i];
      if (rest.startsWith(name)) {
        at += name.length();
        return i + 1;
      }
    }
    throw new MegaDbException(
            SqlState.INVALID_DATETIME_FORMAT,
            "invalid value \"" + word() + "\" for \"" + keyword + "\"")
        .withDetail("The given value did not match any of the allowed values for this field.");
  }

  private int half(String keyword) {
    String rest = text.substring(at).toLowerCase(Locale.ROOT);
    String[] words =
        keyword.indexOf('.') < 0 ? new String[] {"am", "pm"} : new String[] {"a.m.", "p.m."};
    for (int i = 0; i < words.length; i++) {
      if (rest.startsWith(words[i])) {
        at += words[i].length();
        return i;
      }
    }
    throw new MegaDbException(
            SqlState.INVALID_DATETIME_FORMAT,
            "invalid value \"" + word() + "\" for \"" + keyword + "\"")
        .withDetail("The given value did not match any of the allowed values for this field.");
  }

  private long result() {
    if (twelveHours) {
      if (hour < 1 || hour > 12) {
        throw new MegaDbException(
                SqlState.INVALID_DATETIME_FORMAT,
                "hour \"" + hour + "\" is invalid for the 12-hour clock")
            .withHint("Use the 24-hour clock, or give an hour between 1 and 12.");
      }
      hour = hour % 12 + (half == 1 ? 12 : 0);
    }
    boolean valid =
        month >= 1
            && month <= 12
            && day >= 1
            && day <= PgCalendar.daysInMonth(year, month)
            && hour <= 24
            && minute < 60
            && second < 60;
    if (!valid) {
      throw new MegaDbException(
          SqlState.DATETIME_FIELD_OVERFLOW, "date/time field value out of range: \"" + text + "\"");
    }
    long days =
        dayOfYear > 0
            ? (long) PgCalendar.days(year, 1, 1) + dayOfYear - 1
            : PgCalendar.days(year, month, day);
    return PgCalendar.checkTimestamp(
        days * MICROS_PER_DAY
            + hour * MICROS_PER_HOUR
            + minute * MICROS_PER_MINUTE
            + second * MICROS_PER_SECOND
            + micros);
  }
}
