package io.megadb.type.text;

import static io.megadb.type.time.PgCalendar.MICROS_PER_DAY;
import static io.megadb.type.time.PgCalendar.MICROS_PER_HOUR;
import static io.megadb.type.time.PgCalendar.MICROS_PER_MINUTE;
import static io.megadb.type.time.PgCalendar.MICROS_PER_SECOND;

/** The time of day, gathered from date and time input field by field. */
final class ClockFields {
  /** The half of the day that a time names. */
  enum Meridiem {
    NONE,
    AM,
    PM
  }

  private final DateTimeInput input;
  private Meridiem meridiem = Meridiem.NONE;
  private boolean given;
  private boolean expected;
  private long micros;

  ClockFields(DateTimeInput input) {
    this.input = input;
  }

  boolean isGiven() {
    return given;
  }

  /** The next number is a time: "t" stands before it. */
  boolean isExpected() {
    return expected;
  }

  void expect() {
    expected = true;
  }

  void meridiem(Meridiem half) {
    meridiem = half;
  }

  /** "allballs": a time is given, and it is 00:00. */
  void midnight() {
    given = true;
  }

  /** µs since midnight, after {@link #finish}. */
  long micros() {
    return micros;
  }

  /** Takes a field with colons. */
  void field(String field) {
    requireNone();
    int point = field.indexOf('.');
    String[] parts = (point < 0 ? field : field.substring(0, point)).split(":", -1);
    if (parts.length > 3 || point >= 0 && parts.length < 2) {
      throw input.syntax();
    }
    int[] numbers = new int[3];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = input.integer(parts[i]);
    }
    int fraction = point < 0 ? 0 : fraction(field.substring(point + 1));
    if (point >= 0 && parts.length == 2) {
      set(0, numbers[0], numbers[1], fraction);
    } else {
      set(numbers[0], numbers[1], numbers[2], fraction);
    }
  }

  /** Takes hhmm or hhmmss, perhaps with a fraction. */
  void compact(String field) {
    int point = field.indexOf('.');
    String digits = point < 0 ? field : field.substring(0, point);
    requireNone();
    if (digits.length() != 6 && digits.length() != 4) {
      throw input.syntax();
    }
    set(
        input.integer(digits.substring(0, 2)),
        input.integer(digits.substring(2, 4)),
        digits.length() == 6 ? input.integer(digits.substring(4)) : 0,
        point < 0 ? 0 : fraction(field.substring(point + 1)));
  }

  /** Takes the part of a day behind the point of a Julian day. */
  void partOfDay(String fraction) {
    requireNone();
    if (fraction.length() > 1) {
      micros = (long) (Double.parseDouble(fraction) * MICROS_PER_DAY);
      given = true;
    }
  }

  private void requireNone() {
    if (given) {
      throw input.syntax();
    }
    expected = false;
  }

  private void set(int hour, int minute, int second, int fraction) {
    if (minute > 59
        || second > 60
        || hour > 24
        || hour == 24 && (minute > 0 || second > 0 || fraction > 0)) {
      throw input.fieldOverflow();
    }
    micros =
        hour * MICROS_PER_HOUR + minute * MICROS_PER_MINUTE + second * MICROS_PER_SECOND + fraction;
    given = true;
  }

  /** µs of the digits behind the point, rounded half to even. */
  private int fraction(String digits) {
    int fraction = 0;
    for (int i = 0; i < 6; i++) {
      fraction *= 10;
      if (i < digits.length()) {
        char c = digits.charAt(i);
        if (!DateTimeTokens.digit(c)) {
          throw input.syntax();
        }
        fraction += c - '0';
      }
    }
    if (digits.length() > 6 && digits.charAt(6) >= '5') {
      boolean tie = digits.charAt(6) == '5' && digits.substring(7).chars().allMatch(c -> c == '0');
      fraction += !tie || fraction % 2 == 1 ? 1 : 0;
    }
    return fraction;
  }

  /** Applies AM or PM. */
  void finish() {
    if (meridiem == Meridiem.NONE) {
      return;
    }
    long hour = micros / MICROS_PER_HOUR;
    if (!given || hour > 12) {
      throw given ? input.fieldOverflow() : input.syntax();
    }
    if (meridiem == Meridiem.AM && hour == 12) {
      micros -= 12 * MICROS_PER_HOUR;
    } else if (meridiem == Meridiem.PM && hour != 12) {
      micros += 12 * MICROS_PER_HOUR;
    }
  }
}
