package io.megadb.type.time;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;

/**
 * Days since 2000-01-01 to year, month and day and back, in the proleptic Gregorian calendar, over
 * PostgreSQL's whole range (4713 BC to 5874897 AD); the algorithm is PostgreSQL's date2j and
 * j2date. Years count astronomically: 0 is 1 BC.
 */
public final class PgCalendar {
  /** Julian day number of 2000-01-01. */
  public static final int EPOCH_JULIAN = 2451545;

  /** Days from 1970-01-01 to 2000-01-01. */
  public static final int UNIX_EPOCH_DAYS = 10957;

  public static final long MICROS_PER_SECOND = 1_000_000L;
  public static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
  public static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
  public static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

  /** Seconds from 1970-01-01 to 2000-01-01. */
  public static final long UNIX_EPOCH_SECONDS = UNIX_EPOCH_DAYS * 86_400L;

  public static final long DATE_MINUS_INFINITY = Integer.MIN_VALUE;
  public static final long DATE_INFINITY = Integer.MAX_VALUE;
  public static final long MINUS_INFINITY = Long.MIN_VALUE;
  public static final long INFINITY = Long.MAX_VALUE;

  /** First day: 4714-11-24 BC. */
  public static final long MIN_DATE = -EPOCH_JULIAN;

  /** First day that a date cannot hold: 5874898-01-01. */
  public static final long END_DATE = 2147483494L - EPOCH_JULIAN;

  /** First timestamp, µs. */
  public static final long MIN_TIMESTAMP = -211813488000000000L;

  /** First timestamp that is out of range: 294277-01-01, µs. */
  public static final long END_TIMESTAMP = 9223371331200000000L;

  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private PgCalendar() {}

  public static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /** Days of a month, 1 to 12. */
  public static int daysInMonth(int year, int month) {
    return month == 2 && isLeap(year) ? 29 : DAYS[month - 1];
  }

  /** Julian day number; the month may be any number. */
  public static int julian(int year, int month, int day) {
    int y = year;
    int m = month;
    if (m > 2) {
      m += 1;
      y += 4800;
    } else {
      m += 13;
      y += 4799;
    }
    int century = y / 100;
    int julian = y * 365 - 32167;
    julian += y / 4 - century + century / 4;
    return julian + 7834 * m / 256 + day;
  }

  /** Days since 2000-01-01. */
  public static int days(int year, int month, int day) {
    return julian(year, month, day) - EPOCH_JULIAN;
  }

  /** Year, month and day packed as {@code year << 9 | month << 5 | day}. */
  public static long ymd(long days) {
    long julian = days + EPOCH_JULIAN + 32044;
    long quad = julian / 146097;
    long extra = (julian - quad * 146097) * 4 + 3;
    julian += 60 + quad * 3 + extra / 146097;
    quad = julian / 1461;
    julian -= quad * 1461;
    long y = julian * 4 / 1461;
    julian = (y != 0 ? (julian + 305) % 365 : (julian + 306) % 366) + 123;
    y += quad * 4;
    long year = y - 4800;
    quad = julian * 2141 / 65536;
    long day = julian - 7834 * quad / 256;
    long month = (quad + 10) % 12 + 1;
    return year << 9 | month << 5 | day;
  }

  public static int year(long ymd) {
    return (int) (ymd >> 9);
  }

  public static int month(long ymd) {
    return (int) (ymd >> 5) & 15;
  }

  public static int day(long ymd) {
    return (int) ymd & 31;
  }

  /** Whether days with this year, month and day have a Julian day number of 0 or more. */
  public static boolean isValidJulian(int year, int month) {
    return (year > -4713 || year == -4713 && month >= 11)
        && (year < 5874898 || year == 5874898 && month < 6);
  }

  /** Day of the week, 0 is Sunday. */
  public static int dayOfWeek(long days) {
    return (int) Math.floorMod(days + 6, 7L);
  }

  /** Day of the year from 1. */
  public static int dayOfYear(long days) {
    return (int) (days - days(year(ymd(days)), 1, 1)) + 1;
  }

  /** ISO 8601 week and its year, packed as {@code year << 6 | week}. */
  public static long isoWeek(long days) {
    long thursday = days - Math.floorMod(days + 5, 7L) + 3;
    int year = year(ymd(thursday));
    return (long) year << 6 | (thursday - days(year, 1, 1)) / 7 + 1;
  }

  public static boolean isInfiniteDate(long days) {
    return days == DATE_INFINITY || days == DATE_MINUS_INFINITY;
  }

  public static boolean isInfinite(long timestamp) {
    return timestamp == INFINITY || timestamp == MINUS_INFINITY;
  }

  public static boolean isValidTimestamp(long timestamp) {
    return timestamp >= MIN_TIMESTAMP && timestamp < END_TIMESTAMP;
  }

  /** The finite timestamp itself, or 22008. */
  public static long checkTimestamp(long timestamp) {
    if (!isValidTimestamp(timestamp)) {
      throw timestampOutOfRange();
    }
    return timestamp;
  }

  /** The finite date itself, or 22008. */
  public static long checkDate(long days) {
    if (days < MIN_DATE || days >= END_DATE) {
      throw dateOutOfRange();
    }
    return days;
  }

  public static MegaDbException timestampOutOfRange() {
    return new MegaDbException(SqlState.DATETIME_FIELD_OVERFLOW, "timestamp out of range");
  }

  public static MegaDbException dateOutOfRange() {
    return new MegaDbException(SqlState.DATETIME_FIELD_OVERFLOW, "date out of range");
  }

  public static MegaDbException intervalOutOfRange() {
    return new MegaDbException(SqlState.DATETIME_FIELD_OVERFLOW, "interval out of range");
  }
}
