package io.megadb.function.datetime;

import static io.megadb.type.time.PgCalendar.MICROS_PER_DAY;
import static io.megadb.type.time.PgCalendar.MICROS_PER_HOUR;
import static io.megadb.type.time.PgCalendar.MICROS_PER_MINUTE;
import static io.megadb.type.time.PgCalendar.MICROS_PER_SECOND;

import io.megadb.function.EvaluationContext;
import io.megadb.function.arithmetic.NumericMath;
import io.megadb.type.time.PgCalendar;
import io.megadb.type.time.TimeZones;
import io.megadb.vector.Interval;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;

/** extract(field from value) as numeric, with the scales that PostgreSQL gives. */
final class FieldExtraction {
  static final String TIMESTAMP = "timestamp without time zone";
  static final String TIMESTAMPTZ = "timestamp with time zone";

  private FieldExtraction() {}

  /** Null where the field of an infinity is undefined. */
  static PgNumeric ofDate(String name, long days) {
    DateTimeUnit unit = DateTimeUnit.of(name, "date");
    if (PgCalendar.isInfiniteDate(days)) {
      return ofInfinity(unit, name, days < 0, "date");
    }
    return switch (unit) {
      case MICROSECOND,
          MILLISECOND,
          SECOND,
          MINUTE,
          HOUR,
          TIMEZONE,
          TIMEZONE_HOUR,
          TIMEZONE_MINUTE ->
          throw DateTimeUnit.notSupported(name, "date");
      case EPOCH -> integer((days + PgCalendar.UNIX_EPOCH_DAYS) * 86_400L);
      case JULIAN -> integer(days + PgCalendar.EPOCH_JULIAN);
      default -> integer(dayField(unit, days));
    };
  }

  static PgNumeric ofTimestamp(String name, long timestamp) {
    DateTimeUnit unit = DateTimeUnit.of(name, TIMESTAMP);
    if (PgCalendar.isInfinite(timestamp)) {
      return ofInfinity(unit, name, timestamp < 0, TIMESTAMP);
    }
    return switch (unit) {
      case TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE ->
          throw DateTimeUnit.notSupported(name, TIMESTAMP);
      case EPOCH -> epoch(timestamp);
      default -> local(unit, timestamp);
    };
  }

  static PgNumeric ofTimestampTz(String name, long timestamp, EvaluationContext context) {
    DateTimeUnit unit = DateTimeUnit.of(name, TIMESTAMPTZ);
    if (PgCalendar.isInfinite(timestamp)) {
      return ofInfinity(unit, name, timestamp < 0, TIMESTAMPTZ);
    }
    int offset = TimeZones.offsetSeconds(context.zone(), timestamp);
    return switch (unit) {
      case TIMEZONE -> integer(offset);
      case TIMEZONE_HOUR -> integer(offset / 3600);
      case TIMEZONE_MINUTE -> integer(offset % 3600 / 60);
      case EPOCH -> epoch(timestamp);
      default -> local(unit, timestamp + offset * MICROS_PER_SECOND);
    };
  }

  private static PgNumeric ofInfinity(
      DateTimeUnit unit, String name, boolean negative, String type) {
    return switch (unit) {
      case YEAR, DECADE, CENTURY, MILLENNIUM, JULIAN, ISOYEAR, EPOCH ->
          negative ? PgNumeric.NEGATIVE_INFINITY : PgNumeric.POSITIVE_INFINITY;
      case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR -> {
        if (type.equals("date")) {
          throw DateTimeUnit.notSupported(name, type);
        }
        yield null;
      }
      case TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE -> {
        if (!type.equals(TIMESTAMPTZ)) {
          throw DateTimeUnit.notSupported(name, type);
        }
        yield null;
      }
      default -> null;
    };
  }

  private static PgNumeric epoch(long timestamp) {
    BigDecimal micros = BigDecimal.valueOf(timestamp);
    return PgNumeric.of(
        micros
            .add(BigDecimal.valueOf(PgCalendar.UNIX_EPOCH_SECONDS * MICROS_PER_SECOND))
            .movePointLeft(6)
            .setScale(6));
  }

  private static PgNumeric local(DateTimeUnit unit, long timestamp) {
    long days = Math.floorDiv(timestamp, MICROS_PER_DAY);
    long time = Math.floorMod(timestamp, MICROS_PER_DAY);
    return switch (unit) {
      case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR -> timeField(unit, time);
      case JULIAN ->
          NumericMath.add(
              integer(days + PgCalendar.EPOCH_JULIAN),
              NumericMath.divide(integer(time), integer(MICROS_PER_DAY)));
      default -> integer(dayField(unit, days));
    };
  }

  private static PgNumeric timeField(DateTimeUnit unit, long time) {
    return switch (unit) {
      case MICROSECOND -> integer(time % MICROS_PER_MINUTE);
      case MILLISECOND -> PgNumeric.of(time % MICROS_PER_MINUTE, 3);
      case SECOND -> PgNumeric.of(time % MICROS_PER_MINUTE, 6);
      case MINUTE -> integer(time / MICROS_PER_MINUTE % 60);
      default -> integer(time / MICROS_PER_HOUR);
    };
  }

  private static long dayField(DateTimeUnit unit, long days) {
    long ymd = PgCalendar.ymd(days);
    int year = PgCalendar.year(ymd);
    int month = PgCalendar.month(ymd);
    return switch (unit) {
      case DAY -> PgCalendar.day(ymd);
      case WEEK -> PgCalendar.isoWeek(days) & 63;
      case MONTH -> month;
      case QUARTER -> (month - 1) / 3 + 1;
      case YEAR -> year > 0 ? year : year - 1;
      case DECADE -> year >= 0 ? year / 10 : -((8 - (year - 1)) / 10);
      case CENTURY -> year > 0 ? (year + 99) / 100 : -((99 - (year - 1)) / 100);
      case MILLENNIUM -> year > 0 ? (year + 999) / 1000 : -((999 - (year - 1)) / 1000);
      case DOW -> PgCalendar.dayOfWeek(days);
      case ISODOW -> (PgCalendar.dayOfWeek(days) + 6) % 7 + 1;
      case DOY -> PgCalendar.dayOfYear(days);
      case ISOYEAR -> {
        long isoYear = PgCalendar.isoWeek(days) >> 6;
        yield isoYear > 0 ? isoYear : isoYear - 1;
      }
      default -> throw new IllegalArgumentException("no field of a day: " + unit);
    };
  }

  static PgNumeric ofTime(String name, long time) {
    DateTimeUnit unit = DateTimeUnit.of(name, "time without time zone");
    return switch (unit) {
      case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR -> timeField(unit, time);
      case EPOCH -> PgNumeric.of(time, 6);
      default -> throw DateTimeUnit.notSupported(name, "time without time zone");
    };
  }

  static PgNumeric ofInterval(String name, Interval span) {
    int years = span.months() / 12;
    return switch (DateTimeUnit.of(name, "interval")) {
      case MICROSECOND -> integer(span.micros() % MICROS_PER_MINUTE);
      case MILLISECOND -> PgNumeric.of(span.micros() % MICROS_PER_MINUTE, 3);
      case SECOND -> PgNumeric.of(span.micros() % MICROS_PER_MINUTE, 6);
      case MINUTE -> integer(span.micros() / MICROS_PER_MINUTE % 60);
      case HOUR -> integer(span.micros() / MICROS_PER_HOUR);
      case DAY -> integer(span.days());
      case MONTH -> integer(span.months() % 12);
      case QUARTER -> integer(span.months() % 12 / 3 + 1);
      case YEAR -> integer(years);
      case DECADE -> integer(years / 10);
      case CENTURY -> integer(years / 100);
      case MILLENNIUM -> integer(years / 1000);
      case EPOCH -> {
        BigDecimal quarterDays =
            BigDecimal.valueOf(years * 1461L + (span.months() % 12 * 30L + span.days()) * 4L);
        BigDecimal seconds = quarterDays.multiply(BigDecimal.valueOf(21_600));
        yield PgNumeric.of(seconds.add(BigDecimal.valueOf(span.micros(), 6)).setScale(6));
      }
      default -> throw DateTimeUnit.notSupported(name, "interval");
    };
  }

  private static PgNumeric integer(long value) {
    return PgNumeric.of(value, 0);
  }
}
