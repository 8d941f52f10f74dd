package io.megadb.gateway.copy;

/**
 * Reads the one spelling of dates and times that files are full of, {@code 2025-10-01} and {@code
 * 2025-10-01 12:30:00.5+02}, also with T and Z. Everything else is left to the types' own readers,
 * and so is whatever is out of range. Stateless.
 */
final class IsoTime {
  /** Not in that spelling. No date or time has this value. */
  static final long OTHER = Long.MIN_VALUE;

  private static final int DATE_BYTES = 10;
  private static final int SECONDS_END = 19;
  private static final long SECOND = 1_000_000;

  /** Days from 0000-03-01 to 2000-01-01. */
  private static final long EPOCH_DAYS = 730_425;

  private IsoTime() {}

  /** Days since 2000-01-01, or {@link #OTHER}. */
  static long date(byte[] bytes, int from, int to) {
    return to - from == DATE_BYTES ? days(bytes, from) : OTHER;
  }

  /**
   * Microseconds since 2000-01-01, or {@link #OTHER}.
   *
   * @param zoned whether there must be an offset from UTC, to be taken off, or must not be one
   */
  static long timestamp(byte[] bytes, int from, int to, boolean zoned) {
    if (to - from < SECONDS_END || (bytes[from + 10] != ' ' && bytes[from + 10] != 'T')) {
      return OTHER;
    }
    long days = days(bytes, from);
    int hour = number(bytes, from + 11, 23);
    int minute = number(bytes, from + 14, 59);
    int second = number(bytes, from + 17, 59);
    if (days == OTHER
        || (hour | minute | second) < 0
        || bytes[from + 13] != ':'
        || bytes[from + 16] != ':') {
      return OTHER;
    }
    long micros = (((days * 24 + hour) * 60 + minute) * 60 + second) * SECOND;
    int at = from + SECONDS_END;
    if (at < to && bytes[at] == '.') {
      int digits = 0;
      for (long unit = SECOND / 10; ++at < to && isDigit(bytes[at]); unit /= 10) {
        micros += unit * (bytes[at] - '0');
        digits++;
      }
      if (digits == 0 || digits > 6) {
        return OTHER;
      }
    }
    if (!zoned) {
      return at == to ? micros : OTHER;
    }
    int offset = offsetMinutes(bytes, at, to);
    return offset == Integer.MIN_VALUE ? OTHER : micros - offset * 60L * SECOND;
  }

  /** Of Z, +02 or -03:30; the smallest int for anything else. */
  private static int offsetMinutes(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 1 && bytes[from] == 'Z') {
      return 0;
    }
    boolean withMinutes = length == 6 && bytes[from + 3] == ':';
    if ((length != 3 && !withMinutes) || (bytes[from] != '+' && bytes[from] != '-')) {
      return Integer.MIN_VALUE;
    }
    int hours = number(bytes, from + 1, 14);
    int minutes = withMinutes ? number(bytes, from + 4, 59) : 0;
    if ((hours | minutes) < 0) {
      return Integer.MIN_VALUE;
    }
    return bytes[from] == '-' ? -60 * hours - minutes : 60 * hours + minutes;
  }

  private static long days(byte[] bytes, int from) {
    int century = number(bytes, from, 99);
    int yearOfCentury = number(bytes, from + 2, 99);
    int month = number(bytes, from + 5, 12);
    int day = number(bytes, from + 8, 31);
    if ((century | yearOfCentury | month | day) < 0
        || bytes[from + 4] != '-'
        || bytes[from + 7] != '-'
        || century < 10
        || month == 0
        || day == 0) {
      return OTHER;
    }
    int year = 100 * century + yearOfCentury;
    return day > monthDays(year, month) ? OTHER : days(year, month, day);
  }

  private static int monthDays(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Years counted from March on have their leap day at the end. */
  private static long days(int year, int month, int day) {
    long marchYear = month > 2 ? year : year - 1;
    int monthFromMarch = (month + 9) % 12;
    return 365 * marchYear
        + marchYear / 4
        - marchYear / 100
        + marchYear / 400
        + (153L * monthFromMarch + 2) / 5
        + day
        - 1
        - EPOCH_DAYS;
  }

  /** Two digits of at most {@code max}; negative for anything else. */
  private static int number(byte[] bytes, int at, int max) {
    if (!isDigit(bytes[at]) || !isDigit(bytes[at + 1])) {
      return -1;
    }
    int value = 10 * (bytes[at] - '0') + bytes[at + 1] - '0';
    return value <= max ? value : -1;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
