package io.megadb.function.datetime;

import static io.megadb.type.time.PgCalendar.MICROS_PER_DAY;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.cast.DateTimeCasts;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.type.time.PgCalendar;
import io.megadb.vector.Interval;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.VectorBuilder;

/** + - * / of dates, times, timestamps and intervals. */
public final class DateTimeOperators implements FunctionFamily {
  @Override
  public void define(FunctionTable table) {
    dates(table);
    times(table);
    timestamps(table);
    intervals(table);
    PeriodOverlap.define(table);
  }

  private static void dates(FunctionTable table) {
    table.rows(
        "date_pli(date,int4)",
        (a, row, out, context) -> append(out, addDays(a[0].longAt(row), a[1].longAt(row))));
    table.rows(
        "integer_pl_date(int4,date)",
        (a, row, out, context) -> append(out, addDays(a[1].longAt(row), a[0].longAt(row))));
    table.rows(
        "date_mii(date,int4)",
        (a, row, out, context) -> append(out, addDays(a[0].longAt(row), -a[1].longAt(row))));
    table.rows(
        "date_mi(date,date)",
        (a, row, out, context) -> {
          if (PgCalendar.isInfiniteDate(a[0].longAt(row))
              || PgCalendar.isInfiniteDate(a[1].longAt(row))) {
            throw new MegaDbException(
                SqlState.DATETIME_FIELD_OVERFLOW, "cannot subtract infinite dates");
          }
          append(out, a[0].longAt(row) - a[1].longAt(row));
        });
    table.rows(
        "date_pl_interval(date,interval)",
        (a, row, out, context) -> append(out, plus(a[0].longAt(row), a[1].intervalAt(row))));
    table.rows(
        "interval_pl_date(interval,date)",
        (a, row, out, context) -> append(out, plus(a[1].longAt(row), a[0].intervalAt(row))));
    table.rows(
        "date_mi_interval(date,interval)",
        (a, row, out, context) ->
            append(out, plus(a[0].longAt(row), IntervalMath.negate(a[1].intervalAt(row)))));
    table.rows(
        "datetime_pl(date,time)",
        (a, row, out, context) -> append(out, at(a[0].longAt(row), a[1].longAt(row))));
    table.rows(
        "timedate_pl(time,date)",
        (a, row, out, context) -> append(out, at(a[1].longAt(row), a[0].longAt(row))));
  }

  private static long addDays(long date, long days) {
    return PgCalendar.isInfiniteDate(date) ? date : PgCalendar.checkDate(date + days);
  }

  private static long plus(long date, Interval span) {
    return IntervalMath.addToTimestamp(DateTimeCasts.dateToTimestamp(date), span);
  }

  private static long at(long date, long time) {
    long midnight = DateTimeCasts.dateToTimestamp(date);
    return PgCalendar.isInfinite(midnight) ? midnight : PgCalendar.checkTimestamp(midnight + time);
  }

  private static void times(FunctionTable table) {
    table.rows(
        "time_pl_interval(time,interval)",
        (a, row, out, context) ->
            append(out, turn(a[0].longAt(row), a[1].intervalAt(row).micros())));
    table.rows(
        "interval_pl_time(interval,time)",
        (a, row, out, context) ->
            append(out, turn(a[1].longAt(row), a[0].intervalAt(row).micros())));
    table.rows(
        "time_mi_interval(time,interval)",
        (a, row, out, context) ->
            append(out, turn(a[0].longAt(row), -(a[1].intervalAt(row).micros() % MICROS_PER_DAY))));
    table.rows(
        "time_mi_time(time,time)",
        (a, row, out, context) ->
            out.append(new Interval(0, 0, a[0].longAt(row) - a[1].longAt(row))));
  }

  private static long turn(long time, long micros) {
    return Math.floorMod(time + micros % MICROS_PER_DAY, MICROS_PER_DAY);
  }

  private static void timestamps(FunctionTable table) {
    table.rows(
        "timestamp_pl_interval(timestamp,interval)",
        (a, row, out, context) ->
            append(out, IntervalMath.addToTimestamp(a[0].longAt(row), a[1].intervalAt(row))));
    table.rows(
        "interval_pl_timestamp(interval,timestamp)",
        (a, row, out, context) ->
            append(out, IntervalMath.addToTimestamp(a[1].longAt(row), a[0].intervalAt(row))));
    table.rows(
        "timestamp_mi_interval(timestamp,interval)",
        (a, row, out, context) ->
            append(
                out,
                IntervalMath.addToTimestamp(
                    a[0].longAt(row), IntervalMath.negate(a[1].intervalAt(row)))));
    table.rows(
        "timestamptz_pl_interval(timestamptz,interval)",
        (a, row, out, context) ->
            append(
                out,
                IntervalMath.addToTimestampTz(a[0].longAt(row), a[1].intervalAt(row), context)));
    table.rows(
        "interval_pl_timestamptz(interval,timestamptz)",
        (a, row, out, context) ->
            append(
                out,
                IntervalMath.addToTimestampTz(a[1].longAt(row), a[0].intervalAt(row), context)));
    table.rows(
        "timestamptz_mi_interval(timestamptz,interval)",
        (a, row, out, context) ->
            append(
                out,
                IntervalMath.addToTimestampTz(
                    a[0].longAt(row), IntervalMath.negate(a[1].intervalAt(row)), context)));
    for (String id :
        new String[] {
          "timestamp_mi(timestamp,timestamp)", "timestamptz_mi(timestamptz,timestamptz)"
        }) {
      table.rows(
          id,
          (a, row, out, context) ->
              out.append(IntervalMath.subtract(a[0].longAt(row), a[1].longAt(row))));
    }
  }

  private static void intervals(FunctionTable table) {
    table.rows(
        "interval_pl(interval,interval)",
        (a, row, out, context) ->
            out.append(IntervalMath.add(a[0].intervalAt(row), a[1].intervalAt(row))));
    table.rows(
        "interval_mi(interval,interval)",
        (a, row, out, context) ->
            out.append(
                IntervalMath.add(a[0].intervalAt(row), IntervalMath.negate(a[1].intervalAt(row)))));
    table.rows(
        "interval_um(interval)",
        (a, row, out, context) -> out.append(IntervalMath.negate(a[0].intervalAt(row))));
    table.rows(
        "interval_mul(interval,float8)",
        (a, row, out, context) ->
            out.append(IntervalMath.multiply(a[0].intervalAt(row), a[1].doubleAt(row))));
    table.rows(
        "mul_d_interval(float8,interval)",
        (a, row, out, context) ->
            out.append(IntervalMath.multiply(a[1].intervalAt(row), a[0].doubleAt(row))));
    table.rows(
        "interval_div(interval,float8)",
        (a, row, out, context) ->
            out.append(IntervalMath.divide(a[0].intervalAt(row), a[1].doubleAt(row))));
  }

  private static void append(VectorBuilder out, long value) {
    ((LongBuilder) out).appendLong(value);
  }
}
