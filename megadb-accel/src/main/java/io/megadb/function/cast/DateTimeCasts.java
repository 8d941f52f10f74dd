package io.megadb.function.cast;

import static io.megadb.type.time.PgCalendar.MICROS_PER_DAY;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import io.megadb.type.time.PgCalendar;
import io.megadb.type.time.TimeZones;
import io.megadb.vector.IntervalBuilder;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;

/** Conversions between date, time, timestamp, timestamptz and interval. */
public final class DateTimeCasts {
  /** The conversion of one value. */
  private interface Conversion {
    long convert(long value, EvaluationContext context);
  }

  private DateTimeCasts() {}

  /** Null if PostgreSQL has no such cast. */
  static StrictBody body(BaseType from, BaseType to) {
    Conversion conversion =
        switch (from.oid()) {
          case PgTypes.DATE_OID ->
              to.equals(PgTypes.TIMESTAMP)
                  ? (value, context) -> dateToTimestamp(value)
                  : to.equals(PgTypes.TIMESTAMPTZ) ? DateTimeCasts::dateToTimestampTz : null;
          case PgTypes.TIMESTAMP_OID ->
              switch (to.oid()) {
                case PgTypes.DATE_OID -> (value, context) -> timestampToDate(value);
                case PgTypes.TIMESTAMPTZ_OID -> DateTimeCasts::timestampToTimestampTz;
                case PgTypes.TIME_OID -> (value, context) -> timeOfDay(value);
                default -> null;
              };
          case PgTypes.TIMESTAMPTZ_OID ->
              switch (to.oid()) {
                case PgTypes.DATE_OID ->
                    (value, context) -> timestampToDate(timestampTzToTimestamp(value, context));
                case PgTypes.TIMESTAMP_OID -> DateTimeCasts::timestampTzToTimestamp;
                case PgTypes.TIME_OID ->
                    (value, context) -> timeOfDay(timestampTzToTimestamp(value, context));
                default -> null;
              };
          default -> null;
        };
    if (conversion != null) {
      return longs(conversion);
    }
    if (from.equals(PgTypes.TIME) && to.equals(PgTypes.INTERVAL)) {
      return timeToInterval();
    }
    return from.equals(PgTypes.INTERVAL) && to.equals(PgTypes.TIME) ? intervalToTime() : null;
  }

  private static StrictBody longs(Conversion conversion) {
    return (a, rows, validity, context) -> {
      long[] values = a[0].longs();
      long[] out = new long[rows];
      long[] bits = validity;
      for (int i = 0; i < rows; i++) {
        if (validity == null || Validity.isValid(validity, i)) {
          out[i] = conversion.convert(values[i], context);
        }
      }
      return withoutMissing(out, rows, bits);
    };
  }

  /** An infinite timestamp has no time of day: null, marked by {@link Long#MIN_VALUE} + 1. */
  private static LongVector withoutMissing(long[] out, int rows, long[] validity) {
    long[] bits = validity;
    for (int i = 0; i < rows; i++) {
      if (out[i] == MISSING) {
        if (bits == validity) {
          bits = validity == null ? Validity.allValid(rows) : validity.clone();
        }
        Validity.setNull(bits, i);
      }
    }
    return new LongVector(rows, out, bits);
  }

  private static final long MISSING = Long.MIN_VALUE + 1;

  public static long dateToTimestamp(long days) {
    if (days == PgCalendar.DATE_MINUS_INFINITY) {
      return PgCalendar.MINUS_INFINITY;
    }
    if (days == PgCalendar.DATE_INFINITY) {
      return PgCalendar.INFINITY;
    }
    if (days >= PgCalendar.END_TIMESTAMP / MICROS_PER_DAY) {
      throw new MegaDbException(
          SqlState.DATETIME_FIELD_OVERFLOW, "date out of range for timestamp");
    }
    return days * MICROS_PER_DAY;
  }

  public static long dateToTimestampTz(long days, EvaluationContext context) {
    return timestampToTimestampTz(dateToTimestamp(days), context);
  }

  public static long timestampToDate(long timestamp) {
    if (PgCalendar.isInfinite(timestamp)) {
      return timestamp < 0 ? PgCalendar.DATE_MINUS_INFINITY : PgCalendar.DATE_INFINITY;
    }
    return Math.floorDiv(timestamp, MICROS_PER_DAY);
  }

  public static long timestampToTimestampTz(long timestamp, EvaluationContext context) {
    return PgCalendar.isInfinite(timestamp)
        ? timestamp
        : PgCalendar.checkTimestamp(TimeZones.toUtc(context.zone(), timestamp));
  }

  public static long timestampTzToTimestamp(long timestamp, EvaluationContext context) {
    return PgCalendar.isInfinite(timestamp)
        ? timestamp
        : PgCalendar.checkTimestamp(TimeZones.toLocal(context.zone(), timestamp));
  }

  private static long timeOfDay(long timestamp) {
    return PgCalendar.isInfinite(timestamp) ? MISSING : Math.floorMod(timestamp, MICROS_PER_DAY);
  }

  private static StrictBody timeToInterval() {
    return (a, rows, validity, context) -> {
      IntervalBuilder out = new IntervalBuilder(rows);
      for (int i = 0; i < rows; i++) {
        if (validity != null && !Validity.isValid(validity, i)) {
          out.appendNull();
        } else {
          out.appendInterval(0, 0, a[0].longAt(i));
        }
      }
      return out.build();
    };
  }

  private static StrictBody intervalToTime() {
    return (a, rows, validity, context) -> {
      long[] out = new long[rows];
      for (int i = 0; i < rows; i++) {
        if (validity == null || Validity.isValid(validity, i)) {
          out[i] = Math.floorMod(a[0].intervalAt(i).micros(), MICROS_PER_DAY);
        }
      }
      return new LongVector(rows, out, validity);
    };
  }
}
