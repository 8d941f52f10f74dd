package io.megadb.function.datetime;

import static io.megadb.type.time.PgCalendar.MICROS_PER_DAY;
import static io.megadb.type.time.PgCalendar.MICROS_PER_HOUR;
import static io.megadb.type.time.PgCalendar.MICROS_PER_MINUTE;
import static io.megadb.type.time.PgCalendar.MICROS_PER_SECOND;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.function.cast.DateTimeCasts;
import io.megadb.function.cast.NumberCasts;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.function.kernel.Operand;
import io.megadb.type.time.PgCalendar;
import io.megadb.type.time.TimeZones;
import io.megadb.vector.Interval;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;

/** extract, date_trunc, age, make_…, timezone, the clock and the justify functions. */
public final class DateTimeFunctions implements FunctionFamily {
  /** Takes a field out of the second argument. */
  private interface Field {
    PgNumeric extract(String name, Operand value, int row, EvaluationContext context);
  }

  @Override
  public void define(FunctionTable table) {
    table.rows(
        "date_part(text,date)",
        (a, row, out, context) -> {
          long timestamp = DateTimeCasts.dateToTimestamp(a[1].longAt(row));
          PgNumeric value = FieldExtraction.ofTimestamp(a[0].textAt(row), timestamp);
          out.append(value == null ? null : (Double) NumberCasts.toDouble(value, false));
        });
    field(table, "date", (name, v, row, c) -> FieldExtraction.ofDate(name, v.longAt(row)));
    field(table, "time", (name, v, row, c) -> FieldExtraction.ofTime(name, v.longAt(row)));
    field(
        table, "timestamp", (name, v, row, c) -> FieldExtraction.ofTimestamp(name, v.longAt(row)));
    field(
        table,
        "timestamptz",
        (name, v, row, c) -> FieldExtraction.ofTimestampTz(name, v.longAt(row), c));
    field(
        table,
        "interval",
        (name, v, row, c) -> FieldExtraction.ofInterval(name, v.intervalAt(row)));
    truncation(table);
    ages(table);
    constructors(table);
    zones(table);
    clock(table);
    intervals(table);
  }

  private static void field(FunctionTable table, String type, Field field) {
    table.rows(
        "extract(text," + type + ")",
        (a, row, out, context) -> out.append(field.extract(a[0].textAt(row), a[1], row, context)));
    table.rows(
        "date_part(text," + type + ")",
        (a, row, out, context) -> {
          PgNumeric value = field.extract(a[0].textAt(row), a[1], row, context);
          out.append(value == null ? null : (Double) asDouble(a[0].textAt(row), value));
        });
  }

  /**
   * A field as date_part gives it. PostgreSQL adds whole seconds and their fraction as floating
   * point numbers, whose sum may be the neighbour of the nearest one.
   */
  private static double asDouble(String name, PgNumeric value) {
    long second =
        switch (DateTimeUnit.of(name, "timestamp")) {
          case SECOND -> 1;
          case MILLISECOND -> 1_000;
          default -> 0;
        };
    if (second == 0 || !value.isFinite()) {
      return NumberCasts.toDouble(value, false);
    }
    BigDecimal fraction = value.decimal().remainder(BigDecimal.valueOf(second));
    return value.decimal().subtract(fraction).doubleValue() + fraction.doubleValue();
  }

  private static void truncation(FunctionTable table) {
    table.rows(
        "date_trunc(text,timestamp)",
        (a, row, out, context) ->
            out.append(Truncation.timestamp(a[0].textAt(row), a[1].longAt(row))));
    table.rows(
        "date_trunc(text,timestamptz)",
        (a, row, out, context) ->
            out.append(Truncation.timestampTz(a[0].textAt(row), a[1].longAt(row), context.zone())));
    table.rows(
        "date_trunc(text,timestamptz,text)",
        (a, row, out, context) -> {
          long moment = a[1].longAt(row);
          out.append(
              PgCalendar.isInfinite(moment)
                  ? moment
                  : Truncation.timestampTz(
                      a[0].textAt(row), moment, TimeZones.require(a[2].textAt(row))));
        });
    table.rows(
        "date_trunc(text,interval)",
        (a, row, out, context) ->
            out.append(Truncation.interval(a[0].textAt(row), a[1].intervalAt(row))));
    for (String type : List.of("timestamp", "timestamptz")) {
      table.rows(
          "date_bin(interval," + type + "," + type + ")",
          (a, row, out, context) ->
              out.append(bin(a[0].intervalAt(row), a[1].longAt(row), a[2].longAt(row))));
    }
  }

  private static long bin(Interval stride, long source, long origin) {
    if (PgCalendar.isInfinite(source)) {
      return source;
    }
    if (PgCalendar.isInfinite(origin)) {
      throw new MegaDbException(SqlState.DATETIME_FIELD_OVERFLOW, "origin out of range");
    }
    if (stride.months() != 0) {
      throw new MegaDbException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "timestamps cannot be binned into intervals containing months or years");
    }
    long width = stride.days() * MICROS_PER_DAY + stride.micros();
    if (width <= 0) {
      throw new MegaDbException(
          SqlState.DATETIME_FIELD_OVERFLOW, "stride must be greater than zero");
    }
    return origin + Math.floorDiv(source - origin, width) * width;
  }

  private static void ages(FunctionTable table) {
    table.rows(
        "age(timestamp,timestamp)",
        (a, row, out, context) -> out.append(Age.between(a[0].longAt(row), a[1].longAt(row))));
    table.rows(
        "age(timestamptz,timestamptz)",
        (a, row, out, context) ->
            out.append(
                Age.between(
                    DateTimeCasts.timestampTzToTimestamp(a[0].longAt(row), context),
                    DateTimeCasts.timestampTzToTimestamp(a[1].longAt(row), context))));
    table.rows(
        "age(timestamp)",
        (a, row, out, context) -> out.append(Age.between(midnight(context), a[0].longAt(row))));
    table.rows(
        "age(timestamptz)",
        (a, row, out, context) ->
            out.append(
                Age.between(
                    midnight(context),
                    DateTimeCasts.timestampTzToTimestamp(a[0].longAt(row), context))));
  }

  private static long midnight(EvaluationContext context) {
    long now = TimeZones.toLocal(context.zone(), context.transactionMicros());
    return now - Math.floorMod(now, MICROS_PER_DAY);
  }

  private static void constructors(FunctionTable table) {
    table.rows("make_date(int4,int4,int4)", (a, row, out, context) -> out.append(date(a, row)));
    table.rows(
        "make_time(int4,int4,float8)", (a, row, out, context) -> out.append(time(a, 0, row)));
    table.rows(
        "make_timestamp(int4,int4,int4,int4,int4,float8)",
        (a, row, out, context) -> out.append(timestamp(a, row)));
    table.rows(
        "make_timestamptz(int4,int4,int4,int4,int4,float8)",
        (a, row, out, context) ->
            out.append(DateTimeCasts.timestampToTimestampTz(timestamp(a, row), context)));
    table.rows(
        "make_timestamptz(int4,int4,int4,int4,int4,float8,text)",
        (a, row, out, context) -> {
          long local = timestamp(a, row);
          ZoneId zone = TimeZones.require(a[6].textAt(row));
          out.append(PgCalendar.checkTimestamp(TimeZones.toUtc(zone, local)));
        });
    table.rows(
        "make_interval(int4,int4,int4,int4,int4,int4,float8)",
        (a, row, out, context) -> {
          long months = a[0].longAt(row) * 12 + a[1].longAt(row);
          long days = a[2].longAt(row) * 7 + a[3].longAt(row);
          double seconds = Math.rint(a[6].doubleAt(row) * MICROS_PER_SECOND);
          if (months != (int) months || days != (int) days || !(Math.abs(seconds) < 9e18)) {
            throw PgCalendar.intervalOutOfRange();
          }
          long micros =
              a[4].longAt(row) * MICROS_PER_HOUR
                  + a[5].longAt(row) * MICROS_PER_MINUTE
                  + (long) seconds;
          out.append(new Interval((int) months, (int) days, micros));
        });
    table.rows(
        "to_timestamp(float8)", (a, row, out, context) -> out.append(fromUnix(a[0].doubleAt(row))));
  }

  private static long date(Operand[] a, int row) {
    int year = a[0].intAt(row);
    int month = a[1].intAt(row);
    int day = a[2].intAt(row);
    int astronomical = year < 0 ? year + 1 : year;
    boolean valid =
        year != 0
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= PgCalendar.daysInMonth(astronomical, month);
    if (!valid) {
      throw new MegaDbException(
          SqlState.DATETIME_FIELD_OVERFLOW,
          String.format("date field value out of range: %d-%02d-%02d", year, month, day));
    }
    if (!PgCalendar.isValidJulian(astronomical, month)) {
      throw new MegaDbException(
          SqlState.DATETIME_FIELD_OVERFLOW,
          String.format("date out of range: %d-%02d-%02d", year, month, day));
    }
    return PgCalendar.days(astronomical, month, day);
  }

  private static long time(Operand[] a, int from, int row) {
    int hour = a[from].intAt(row);
    int minute = a[from + 1].intAt(row);
    double second = a[from + 2].doubleAt(row);
    boolean valid =
        hour >= 0 && hour <= 24 && minute >= 0 && minute <= 59 && second >= 0 && second <= 60;
    long micros =
        hour * MICROS_PER_HOUR
            + minute * MICROS_PER_MINUTE
            + (valid ? (long) Math.rint(second * MICROS_PER_SECOND) : 0);
    if (!valid || micros > MICROS_PER_DAY) {
      throw new MegaDbException(
          SqlState.DATETIME_FIELD_OVERFLOW,
          String.format(
              "time field value out of range: %d:%02d:%s", hour, minute, secondText(second)));
    }
    return micros;
  }

  private static String secondText(double second) {
    if (!Double.isFinite(second)) {
      return Double.isNaN(second) ? "nan" : second < 0 ? "-inf" : "inf";
    }
    String text = java.math.BigDecimal.valueOf(second).stripTrailingZeros().toPlainString();
    return second >= 0 && second < 10 ? "0" + text : text;
  }

  private static long timestamp(Operand[] a, int row) {
    return PgCalendar.checkTimestamp(date(a, row) * MICROS_PER_DAY + time(a, 3, row));
  }

  private static long fromUnix(double seconds) {
    if (Double.isInfinite(seconds)) {
      return seconds < 0 ? PgCalendar.MINUS_INFINITY : PgCalendar.INFINITY;
    }
    if (Double.isNaN(seconds)) {
      throw new MegaDbException(SqlState.DATETIME_FIELD_OVERFLOW, "timestamp cannot be NaN");
    }
    double micros = Math.rint((seconds - PgCalendar.UNIX_EPOCH_SECONDS) * MICROS_PER_SECOND);
    if (!(micros >= PgCalendar.MIN_TIMESTAMP && micros < PgCalendar.END_TIMESTAMP)) {
      throw new MegaDbException(
          SqlState.DATETIME_FIELD_OVERFLOW, "timestamp out of range: \"" + seconds + "\"");
    }
    return (long) micros;
  }

  private static void zones(FunctionTable table) {
    table.rows(
        "timezone(text,timestamptz)",
        (a, row, out, context) -> out.append(toLocal(a[0].textAt(row), a[1].longAt(row))));
    table.rows(
        "timezone(text,timestamp)",
        (a, row, out, context) -> out.append(toUtc(a[0].textAt(row), a[1].longAt(row))));
    table.rows(
        "timezone(interval,timestamptz)",
        (a, row, out, context) -> out.append(shift(a[1].longAt(row), a[0].intervalAt(row), 1)));
    table.rows(
        "timezone(interval,timestamp)",
        (a, row, out, context) -> out.append(shift(a[1].longAt(row), a[0].intervalAt(row), -1)));
  }

  private static long toLocal(String zone, long timestamp) {
    return PgCalendar.isInfinite(timestamp)
        ? timestamp
        : toLocal(TimeZones.require(zone), timestamp);
  }

  private static long toUtc(String zone, long timestamp) {
    return PgCalendar.isInfinite(timestamp) ? timestamp : toUtc(TimeZones.require(zone), timestamp);
  }

  private static long toLocal(ZoneId zone, long timestamp) {
    return PgCalendar.isInfinite(timestamp)
        ? timestamp
        : PgCalendar.checkTimestamp(TimeZones.toLocal(zone, timestamp));
  }

  private static long toUtc(ZoneId zone, long timestamp) {
    return PgCalendar.isInfinite(timestamp)
        ? timestamp
        : PgCalendar.checkTimestamp(TimeZones.toUtc(zone, timestamp));
  }

  /** Moves a timestamp by an offset from UTC, eastward for sign 1. */
  private static long shift(long timestamp, Interval offset, int sign) {
    if (PgCalendar.isInfinite(timestamp)) {
      return timestamp;
    }
    if (offset.months() != 0 || offset.days() != 0) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE, "interval time zone must not include months or days");
    }
    long seconds = offset.micros() / MICROS_PER_SECOND;
    return PgCalendar.checkTimestamp(timestamp + sign * seconds * MICROS_PER_SECOND);
  }

  private static void clock(FunctionTable table) {
    for (String name : List.of("now", "transaction_timestamp")) {
      table.rows(name + "()", (a, row, out, context) -> out.append(context.transactionMicros()));
    }
    table.rows(
        "statement_timestamp()", (a, row, out, context) -> out.append(context.statementMicros()));
    table.rows(
        "clock_timestamp()",
        (a, row, out, context) -> {
          java.time.Instant now = java.time.Instant.now();
          out.append(
              (now.getEpochSecond() - PgCalendar.UNIX_EPOCH_SECONDS) * MICROS_PER_SECOND
                  + now.getNano() / 1000);
        });
    for (String type : List.of("timestamp", "timestamptz")) {
      table.rows(
          "isfinite(" + type + ")",
          (a, row, out, context) -> out.append(!PgCalendar.isInfinite(a[0].longAt(row))));
    }
    table.rows(
        "isfinite(date)",
        (a, row, out, context) -> out.append(!PgCalendar.isInfiniteDate(a[0].longAt(row))));
    table.rows("isfinite(interval)", (a, row, out, context) -> out.append(true));
  }

  private static void intervals(FunctionTable table) {
    table.rows(
        "justify_hours(interval)",
        (a, row, out, context) -> out.append(IntervalMath.justifyHours(a[0].intervalAt(row))));
    table.rows(
        "justify_days(interval)",
        (a, row, out, context) -> out.append(IntervalMath.justifyDays(a[0].intervalAt(row))));
    table.rows(
        "justify_interval(interval)",
        (a, row, out, context) -> out.append(IntervalMath.justify(a[0].intervalAt(row))));
  }
}
