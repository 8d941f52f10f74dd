package io.megadb.tables.connector.type;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.type.time.PgCalendar;
import org.apache.flink.table.data.TimestampData;

/**
 * Dates and times between PostgreSQL's count from 2000-01-01 and Flink's from 1970-01-01. What one
 * side has no value for, infinity above all, is 22008. Stateless.
 */
final class FlinkTimes {
  private static final long EPOCH_MS = PgCalendar.UNIX_EPOCH_SECONDS * 1000;
  private static final long MICROS_PER_MS = 1000;
  private static final int NANOS_PER_MICRO = 1000;

  private FlinkTimes() {}

  /** Days from 1970-01-01. */
  static int flinkDate(long days) {
    if (days == PgCalendar.DATE_INFINITY || days == PgCalendar.DATE_MINUS_INFINITY) {
      throw infinite("date", days > 0);
    }
    return Math.toIntExact(days + PgCalendar.UNIX_EPOCH_DAYS);
  }

  static long date(int flinkDays) {
    long days = (long) flinkDays - PgCalendar.UNIX_EPOCH_DAYS;
    if (days < PgCalendar.MIN_DATE || days >= PgCalendar.END_DATE) {
      throw new MegaDbException(
          SqlState.DATETIME_FIELD_OVERFLOW,
          "date out of range: " + flinkDays + " days from 1970-01-01");
    }
    return days;
  }

  static TimestampData flinkTimestamp(long micros) {
    if (PgCalendar.isInfinite(micros)) {
      throw infinite("timestamp", micros > 0);
    }
    return TimestampData.fromEpochMillis(
        Math.floorDiv(micros, MICROS_PER_MS) + EPOCH_MS,
        (int) Math.floorMod(micros, MICROS_PER_MS) * NANOS_PER_MICRO);
  }

  /** Nanoseconds below a microsecond are cut off. */
  static long timestamp(TimestampData value) {
    try {
      long ms = Math.subtractExact(value.getMillisecond(), EPOCH_MS);
      return PgCalendar.checkTimestamp(
          Math.addExact(
              Math.multiplyExact(ms, MICROS_PER_MS),
              value.getNanoOfMillisecond() / NANOS_PER_MICRO));
    } catch (ArithmeticException overflow) {
      throw new MegaDbException(
          SqlState.DATETIME_FIELD_OVERFLOW, "timestamp out of range: " + value, overflow);
    }
  }

  /** Milliseconds of the day; 24:00:00 has no counterpart. */
  static int flinkTime(long micros) {
    if (micros >= PgCalendar.MICROS_PER_DAY) {
      throw new MegaDbException(
              SqlState.DATETIME_FIELD_OVERFLOW, "time 24:00:00 has no value in Flink's TIME")
          .withHint("Store the column as time without precision, which Flink reads as STRING.");
    }
    return (int) (micros / MICROS_PER_MS);
  }

  static long time(int ms) {
    return ms * MICROS_PER_MS;
  }

  private static MegaDbException infinite(String type, boolean positive) {
    return new MegaDbException(
            SqlState.DATETIME_FIELD_OVERFLOW,
            type + " " + (positive ? "infinity" : "-infinity") + " has no value in Flink")
        .withHint("Leave such rows out with a condition, or store null.");
  }
}
