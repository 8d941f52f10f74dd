package io.megadb.function.datetime;

import static io.megadb.type.time.PgCalendar.MICROS_PER_DAY;
import static io.megadb.type.time.PgCalendar.MICROS_PER_SECOND;

import io.megadb.function.EvaluationContext;
import io.megadb.function.arithmetic.ArithmeticErrors;
import io.megadb.type.time.PgCalendar;
import io.megadb.type.time.TimeZones;
import io.megadb.vector.Interval;
import java.time.ZoneId;

/**
 * Arithmetic of intervals and of moments with intervals, as PostgreSQL's timestamp.c computes it.
 */
public final class IntervalMath {
  private static final int DAYS_PER_MONTH = 30;
  private static final double SECONDS_PER_DAY = 86_400;

  private IntervalMath() {}

  public static Interval add(Interval a, Interval b) {
    try {
      return new Interval(
          Math.addExact(a.months(), b.months()),
          Math.addExact(a.days(), b.days()),
          Math.addExact(a.micros(), b.micros()));
    } catch (ArithmeticException e) {
      throw PgCalendar.intervalOutOfRange();
    }
  }

  public static Interval negate(Interval a) {
    try {
      return new Interval(
          Math.negateExact(a.months()), Math.negateExact(a.days()), Math.negateExact(a.micros()));
    } catch (ArithmeticException e) {
      throw PgCalendar.intervalOutOfRange();
    }
  }

  public static Interval multiply(Interval span, double factor) {
    double months = span.months() * factor;
    double days = span.days() * factor;
    return cascade(months, days, span.micros() * factor);
  }

  /** 22012 for a divisor of 0. */
  public static Interval divide(Interval span, double divisor) {
    if (divisor == 0) {
      throw ArithmeticErrors.divisionByZero();
    }
    return cascade(span.months() / divisor, span.days() / divisor, span.micros() / divisor);
  }

  /** Fractions of months become days, fractions of days become time. */
  private static Interval cascade(double exactMonths, double exactDays, double exactMicros) {
    if (!fitsInt(exactMonths) || !fitsInt(exactDays)) {
      throw PgCalendar.intervalOutOfRange();
    }
    int months = (int) exactMonths;
    int days = (int) exactDays;
    double monthDays = microRound((exactMonths - months) * DAYS_PER_MONTH);
    double seconds = (exactDays - days + monthDays - (int) monthDays) * SECONDS_PER_DAY;
    seconds = microRound(seconds);
    if (Math.abs(seconds) >= SECONDS_PER_DAY) {
      days += (int) (seconds / SECONDS_PER_DAY);
      seconds -= ((int) (seconds / SECONDS_PER_DAY)) * SECONDS_PER_DAY;
    }
    days += (int) monthDays;
    double micros = Math.rint(exactMicros + seconds * MICROS_PER_SECOND);
    if (!(micros >= -0x1p63 && micros < 0x1p63)) {
      throw PgCalendar.intervalOutOfRange();
    }
    return new Interval(months, days, (long) micros);
  }

  private static boolean fitsInt(double value) {
    return value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
  }

  private static double microRound(double value) {
    return Math.rint(value * MICROS_PER_SECOND) / MICROS_PER_SECOND;
  }

  /** A local timestamp plus an interval: months first, then days, then time. */
  public static long addToTimestamp(long timestamp, Interval span) {
    if (PgCalendar.isInfinite(timestamp)) {
      return timestamp;
    }
    long result = addMonths(timestamp, span.months());
    if (span.days() != 0) {
      long day = Math.floorDiv(result, MICROS_PER_DAY) + span.days();
      checkDay(day);
      result = day * MICROS_PER_DAY + Math.floorMod(result, MICROS_PER_DAY);
    }
    return addMicros(result, span.micros());
  }

  /** An instant plus an interval: months and days count in local time of the zone. */
  public static long addToTimestampTz(long timestamp, Interval span, EvaluationContext context) {
    if (PgCalendar.isInfinite(timestamp)) {
      return timestamp;
    }
    ZoneId zone = context.zone();
    long result = timestamp;
    if (span.months() != 0) {
      result = TimeZones.toUtc(zone, addMonths(TimeZones.toLocal(zone, result), span.months()));
    }
    if (span.days() != 0) {
      long local = TimeZones.toLocal(zone, result);
      long day = Math.floorDiv(local, MICROS_PER_DAY) + span.days();
      checkDay(day);
      local = day * MICROS_PER_DAY + Math.floorMod(local, MICROS_PER_DAY);
      result = TimeZones.toUtc(zone, local);
    }
    return addMicros(result, span.micros());
  }

  private static void checkDay(long day) {
    if (day < PgCalendar.MIN_DATE || day > PgCalendar.END_TIMESTAMP / MICROS_PER_DAY) {
      throw PgCalendar.timestampOutOfRange();
    }
  }

  private static long addMicros(long timestamp, long micros) {
    try {
      return PgCalendar.checkTimestamp(Math.addExact(timestamp, micros));
    } catch (ArithmeticException e) {
      throw PgCalendar.timestampOutOfRange();
    }
  }

  /** Moves a local timestamp by months; a day beyond the month's end becomes its last. */
  private static long addMonths(long timestamp, int months) {
    if (months == 0) {
      return timestamp;
    }
    long days = Math.floorDiv(timestamp, MICROS_PER_DAY);
    long ymd = PgCalendar.ymd(days);
    long index = PgCalendar.year(ymd) * 12L + PgCalendar.month(ymd) - 1 + months;
    long year = Math.floorDiv(index, 12L);
    int month = (int) Math.floorMod(index, 12L) + 1;
    if (year < -4800 || year > 300_000) {
      throw PgCalendar.timestampOutOfRange();
    }
    int day = Math.min(PgCalendar.day(ymd), PgCalendar.daysInMonth((int) year, month));
    long moved = PgCalendar.days((int) year, month, day);
    checkDay(moved);
    return moved * MICROS_PER_DAY + Math.floorMod(timestamp, MICROS_PER_DAY);
  }

  /** justify_hours: 24 hours become a day. */
  public static Interval justifyHours(Interval span) {
    long days = span.days() + span.micros() / MICROS_PER_DAY;
    long micros = span.micros() % MICROS_PER_DAY;
    if (days > 0 && micros < 0) {
      micros += MICROS_PER_DAY;
      days--;
    } else if (days < 0 && micros > 0) {
      micros -= MICROS_PER_DAY;
      days++;
    }
    return checked(span.months(), days, micros);
  }

  /** justify_days: 30 days become a month. */
  public static Interval justifyDays(Interval span) {
    long months = span.months() + (long) (span.days() / DAYS_PER_MONTH);
    long days = span.days() % DAYS_PER_MONTH;
    if (months > 0 && days < 0) {
      days += DAYS_PER_MONTH;
      months--;
    } else if (months < 0 && days > 0) {
      days -= DAYS_PER_MONTH;
      months++;
    }
    return checked(months, days, span.micros());
  }

  /** justify_interval: both, and equal signs. */
  public static Interval justify(Interval span) {
    long days = span.days() + span.micros() / MICROS_PER_DAY;
    long micros = span.micros() % MICROS_PER_DAY;
    long months = span.months() + days / DAYS_PER_MONTH;
    days %= DAYS_PER_MONTH;
    if (months > 0 && (days < 0 || days == 0 && micros < 0)) {
      days += DAYS_PER_MONTH;
      months--;
    } else if (months < 0 && (days > 0 || days == 0 && micros > 0)) {
      days -= DAYS_PER_MONTH;
      months++;
    }
    if (days > 0 && micros < 0) {
      micros += MICROS_PER_DAY;
      days--;
    } else if (days < 0 && micros > 0) {
      micros -= MICROS_PER_DAY;
      days++;
    }
    return checked(months, days, micros);
  }

  private static Interval checked(long months, long days, long micros) {
    if (months != (int) months || days != (int) days) {
      throw PgCalendar.intervalOutOfRange();
    }
    return new Interval((int) months, (int) days, micros);
  }

  /** Difference of two finite timestamps as days and time. */
  public static Interval subtract(long a, long b) {
    if (PgCalendar.isInfinite(a) || PgCalendar.isInfinite(b)) {
      throw new io.megadb.error.MegaDbException(
          io.megadb.error.SqlState.DATETIME_FIELD_OVERFLOW, "cannot subtract infinite timestamps");
    }
    return justifyHours(new Interval(0, 0, a - b));
  }
}
