package io.megadb.type.text;

import io.megadb.type.time.PgCalendar;

/**
 * Year, month and day, gathered from date input field by field.
 *
 * <p>Which of the three a bare number is follows from what is known already, from its length and
 * from DateStyle, as in PostgreSQL's DecodeNumber.
 */
final class DateFields {
  private final DateTimeInput input;
  private final String order;
  private int year;
  private int month;
  private int day;
  private int dayOfYear;
  private boolean hasYear;
  private boolean hasMonth;
  private boolean hasDay;
  private boolean namedMonth;
  private boolean twoDigitYear;
  private boolean julianExpected;
  private boolean julian;
  private long julianDays;

  /**
   * @param order "MDY", "DMY" or "YMD"
   */
  DateFields(DateTimeInput input, String order) {
    this.input = input;
    this.order = order;
  }

  /** Nothing of a date was given. */
  boolean isEmpty() {
    return !hasYear && !hasMonth && !hasDay;
  }

  boolean isComplete() {
    return hasYear && hasMonth && hasDay && !julianExpected;
  }

  /** The next number counts days from 4714-11-24 BC: "j" stands before it. */
  void expectJulianDay() {
    julianExpected = true;
  }

  boolean isJulianDayExpected() {
    return julianExpected;
  }

  /** Takes the number of a day; it is the whole date. */
  void julianDay(String digits) {
    if (!isEmpty()) {
      throw input.syntax();
    }
    julianExpected = false;
    julian = true;
    hasYear = true;
    hasMonth = true;
    hasDay = true;
    julianDays = (long) input.integer(digits) - PgCalendar.EPOCH_JULIAN;
  }

  /** Takes a field of several parts with separators. */
  void field(String field) {
    String[] parts = field.split("[^a-z0-9]+");
    boolean[] done = new boolean[parts.length];
    if (parts.length > 3) {
      throw input.syntax();
    }
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].isEmpty() && DateTimeTokens.letter(parts[i].charAt(0))) {
        int number = CalendarWords.month(parts[i]);
        if (number == 0 || hasMonth) {
          throw input.syntax();
        }
        setMonth(number);
        namedMonth = true;
        done[i] = true;
      }
    }
    for (int i = 0; i < parts.length; i++) {
      if (!done[i]) {
        if (parts[i].isEmpty()) {
          throw input.syntax();
        }
        part(parts[i]);
      }
    }
  }

  /** Takes the name of a month; a number read as one before must have been the day. */
  void monthName(int number) {
    if (hasMonth && !namedMonth && !hasDay) {
      day = month;
      hasDay = true;
      hasMonth = false;
    }
    if (hasMonth) {
      throw input.syntax();
    }
    setMonth(number);
    namedMonth = true;
  }

  /** Takes digits without separators: one part, year with day of the year, or all three. */
  void number(String field) {
    int point = field.indexOf('.');
    if (point >= 0) {
      if (point != 4 || field.length() - point != 4 || hasYear) {
        throw input.syntax();
      }
      setYear(input.integer(field.substring(0, point)), 4);
      part(field.substring(point + 1));
    } else if (field.length() >= 6 && isEmpty()) {
      int length = field.length();
      setYear(input.integer(field.substring(0, length - 4)), length - 4);
      setMonth(input.integer(field.substring(length - 4, length - 2)));
      setDay(input.integer(field.substring(length - 2)));
    } else {
      part(field);
    }
  }

  private void part(String digits) {
    int value = input.integer(digits);
    int length = digits.length();
    if (isEmpty()) {
      first(value, length);
    } else if (hasYear && !hasMonth && !hasDay) {
      if (length == 3 && !namedMonth) {
        dayOfYear = value;
        hasMonth = true;
        hasDay = true;
      } else {
        setMonth(value);
      }
    } else if (hasMonth && !hasYear && !hasDay) {
      if (namedMonth && (length >= 3 || order.equals("YMD"))) {
        setYear(value, length);
      } else {
        setDay(value);
      }
    } else if (hasYear && hasMonth && !hasDay) {
      if (namedMonth && length >= 3 && twoDigitYear) {
        setDay(year);
        setYear(value, length);
      } else {
        setDay(value);
      }
    } else if (hasDay && !hasMonth && !hasYear) {
      setMonth(value);
    } else if (hasMonth && hasDay && !hasYear) {
      setYear(value, length);
    } else {
      throw input.syntax();
    }
  }

  private void first(int value, int length) {
    if (length >= 3 || order.equals("YMD")) {
      setYear(value, length);
    } else if (order.equals("DMY")) {
      setDay(value);
    } else {
      setMonth(value);
    }
  }

  /** Checks a complete date and gives its year the century or era it means. */
  void finish(boolean beforeChrist) {
    if (julian) {
      return;
    }
    if (beforeChrist) {
      if (year <= 0) {
        throw input.fieldOverflow();
      }
      year = 1 - year;
    } else if (twoDigitYear) {
      year += year < 70 ? 2000 : 1900;
    } else if (year <= 0) {
      throw input.fieldOverflow();
    }
    if (dayOfYear > 0) {
      if (dayOfYear > (PgCalendar.isLeap(year) ? 366 : 365)) {
        throw input.fieldOverflow();
      }
      return;
    }
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      throw input.fieldOverflow().withHint("Perhaps you need a different \"datestyle\" setting.");
    }
    if (day > PgCalendar.daysInMonth(year, month)) {
      throw input.fieldOverflow();
    }
  }

  /** Days since 2000-01-01, after {@link #finish}. */
  long days() {
    if (julian) {
      return julianDays;
    }
    if (dayOfYear > 0 && hasYear) {
      return (long) PgCalendar.days(year, 1, 1) + dayOfYear - 1;
    }
    if (!PgCalendar.isValidJulian(year, month)) {
      throw input.outOfRange("date");
    }
    long days = PgCalendar.days(year, month, day);
    if (days < PgCalendar.MIN_DATE || days >= PgCalendar.END_DATE) {
      throw input.outOfRange("date");
    }
    return days;
  }

  private void setYear(int value, int digits) {
    year = value;
    hasYear = true;
    twoDigitYear = digits <= 2;
  }

  private void setMonth(int value) {
    month = value;
    hasMonth = true;
  }

  private void setDay(int value) {
    day = value;
    hasDay = true;
  }
}
