package io.megadb.function.datetime;

import static io.megadb.type.time.PgCalendar.MICROS_PER_DAY;

import io.megadb.type.time.PgCalendar;
import io.megadb.vector.Interval;

/** age(later, earlier): the difference in years, months, days and time, as people count. */
final class Age {
  private Age() {}

  static Interval between(long a, long b) {
    if (PgCalendar.isInfinite(a) || PgCalendar.isInfinite(b)) {
      throw PgCalendar.timestampOutOfRange();
    }
    return a < b ? IntervalMath.negate(ordered(b, a)) : ordered(a, b);
  }

  private static Interval ordered(long later, long earlier) {
    long micros = Math.floorMod(later, MICROS_PER_DAY) - Math.floorMod(earlier, MICROS_PER_DAY);
    long to = PgCalendar.ymd(Math.floorDiv(later, MICROS_PER_DAY));
    long from = PgCalendar.ymd(Math.floorDiv(earlier, MICROS_PER_DAY));
    int days = PgCalendar.day(to) - PgCalendar.day(from);
    int months =
        (PgCalendar.year(to) - PgCalendar.year(from)) * 12
            + PgCalendar.month(to)
            - PgCalendar.month(from);
    if (micros < 0) {
      micros += MICROS_PER_DAY;
      days--;
    }
    while (days < 0) {
      days += PgCalendar.daysInMonth(PgCalendar.year(from), PgCalendar.month(from));
      months--;
    }
    return new Interval(months, days, micros);
  }
}
