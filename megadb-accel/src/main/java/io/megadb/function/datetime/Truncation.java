package io.megadb.function.datetime;

import static io.megadb.type.time.PgCalendar.MICROS_PER_DAY;
import static io.megadb.type.time.PgCalendar.MICROS_PER_HOUR;
import static io.megadb.type.time.PgCalendar.MICROS_PER_MINUTE;
import static io.megadb.type.time.PgCalendar.MICROS_PER_SECOND;

import io.megadb.type.time.PgCalendar;
import io.megadb.type.time.TimeZones;
import io.megadb.vector.Interval;
import java.time.ZoneId;

/** date_trunc. */
final class Truncation {
  private Truncation() {}

  static long timestamp(String name, long timestamp) {
    if (PgCalendar.isInfinite(timestamp)) {
      return timestamp;
    }
    String type = FieldExtraction.TIMESTAMP;
    return local(DateTimeUnit.of(name, type), name, timestamp, type);
  }

  static long timestampTz(String name, long timestamp, ZoneId zone) {
    if (PgCalendar.isInfinite(timestamp)) {
      return timestamp;
    }
    DateTimeUnit unit = DateTimeUnit.of(name, FieldExtraction.TIMESTAMPTZ);
    int offset = TimeZones.offsetSeconds(zone, timestamp);
    long local = timestamp + offset * MICROS_PER_SECOND;
    long cut = local(unit, name, local, FieldExtraction.TIMESTAMPTZ);
    boolean withinDay = unit.compareTo(DateTimeUnit.DAY) < 0;
    return withinDay ? cut - offset * MICROS_PER_SECOND : TimeZones.toUtc(zone, cut);
  }

  private static long local(DateTimeUnit unit, String name, long timestamp, String type) {
    long days = Math.floorDiv(timestamp, MICROS_PER_DAY);
    long ymd = PgCalendar.ymd(days);
    int year = PgCalendar.year(ymd);
    int month = PgCalendar.month(ymd);
    return switch (unit) {
      case MICROSECOND -> timestamp;
      case MILLISECOND -> floor(timestamp, 1000);
      case SECOND -> floor(timestamp, MICROS_PER_SECOND);
      case MINUTE -> floor(timestamp, MICROS_PER_MINUTE);
      case HOUR -> floor(timestamp, MICROS_PER_HOUR);
      case DAY -> floor(timestamp, MICROS_PER_DAY);
      case WEEK -> (days - Math.floorMod(days + 5, 7L)) * MICROS_PER_DAY;
      case MONTH -> first(year, month);
      case QUARTER -> first(year, (month - 1) / 3 * 3 + 1);
      case YEAR -> first(year, 1);
      case DECADE -> first(year > 0 ? year / 10 * 10 : -((8 - (year - 1)) / 10) * 10, 1);
      case CENTURY ->
          first(year > 0 ? (year + 99) / 100 * 100 - 99 : -((99 - (year - 1)) / 100) * 100 + 1, 1);
      case MILLENNIUM ->
          first(
              year > 0 ? (year + 999) / 1000 * 1000 - 999 : -((999 - (year - 1)) / 1000) * 1000 + 1,
              1);
      default -> throw DateTimeUnit.notSupported(name, type);
    };
  }

  private static long floor(long timestamp, long unit) {
    return timestamp - Math.floorMod(timestamp, unit);
  }

  private static long first(int year, int month) {
    return PgCalendar.checkTimestamp(PgCalendar.days(year, month, 1) * MICROS_PER_DAY);
  }

  static Interval interval(String name, Interval span) {
    int months = span.months();
    int days = span.days();
    long micros = span.micros();
    return switch (DateTimeUnit.of(name, "interval")) {
      case MICROSECOND -> span;
      case MILLISECOND -> new Interval(months, days, micros - micros % 1000);
      case SECOND -> new Interval(months, days, micros - micros % MICROS_PER_SECOND);
      case MINUTE -> new Interval(months, days, micros - micros % MICROS_PER_MINUTE);
      case HOUR -> new Interval(months, days, micros - micros % MICROS_PER_HOUR);
      case DAY -> new Interval(months, days, 0);
      case MONTH -> new Interval(months, 0, 0);
      case QUARTER -> new Interval(months / 12 * 12 + months % 12 / 3 * 3, 0, 0);
      case YEAR -> new Interval(months / 12 * 12, 0, 0);
      case DECADE -> new Interval(months / 120 * 120, 0, 0);
      case CENTURY -> new Interval(months / 1200 * 1200, 0, 0);
      case MILLENNIUM -> new Interval(months / 12000 * 12000, 0, 0);
      case WEEK ->
          throw DateTimeUnit.notSupported(name, "interval")
              .withDetail("Months usually have fractional weeks.");
      default -> throw DateTimeUnit.notSupported(name, "interval");
    };
  }
}
