package io.megadb.gateway.focus;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the values of an export and brings them into the one spelling that COPY gets: decimals
 * without exponent, times in UTC as {@code 2026-10-31T00:00:00Z}. Each method throws
 * IllegalArgumentException whose message is the reason for the report.
 */
final class ExportValue {
  /** Integer digits of numeric(38,10). */
  private static final int MAX_INTEGER_DIGITS = 28;

  /** More digits after the point than any provider bills with; keeps 1E-999999 short. */
  private static final int MAX_SCALE = 100;

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,4})?");

  private static final int MAX_DECIMAL_CHARS = 200;

  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})"
              + "(?:[T ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)"
              + " ?(Z|z|UTC|[+-]\\d{2}(?::?\\d{2})?)?)?");

  private ExportValue() {}

  /** Digits and scale stay as they are, except where an exponent has to be written out. */
  static String decimal(String text, ImportReport report) {
    Matcher matcher = DECIMAL.matcher(text);
    if (text.length() > MAX_DECIMAL_CHARS || !matcher.matches()) {
      throw new IllegalArgumentException("not a decimal number");
    }
    BigDecimal value = new BigDecimal(text);
    if (value.signum() != 0 && value.precision() - value.scale() > MAX_INTEGER_DIGITS) {
      throw new IllegalArgumentException(
          "more than " + MAX_INTEGER_DIGITS + " digits before the point");
    }
    if (Math.abs((long) value.scale()) > MAX_SCALE) {
      throw new IllegalArgumentException("more than " + MAX_SCALE + " digits after the point");
    }
    report.scaleSeen(value.scale());
    return value.toPlainString();
  }

  /** A time without zone is UTC; a date is its midnight. */
  static String timestamp(String text) {
    Matcher matcher = TIMESTAMP.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a time such as 2026-10-31T00:00:00Z");
    }
    try {
      LocalDate date = LocalDate.parse(matcher.group(1));
      LocalTime time =
          matcher.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(matcher.group(2));
      return date.atTime(time).toInstant(zone(matcher.group(3))).toString();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no such date or time", e);
    }
  }

  /** PostgreSQL's text cannot hold the character zero. */
  static String text(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("contains the character zero");
    }
    return text;
  }

  private static ZoneOffset zone(String text) {
    boolean utc = text == null || text.equalsIgnoreCase("Z") || text.equals("UTC");
    return utc ? ZoneOffset.UTC : ZoneOffset.of(text);
  }
}
