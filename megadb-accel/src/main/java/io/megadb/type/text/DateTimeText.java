package io.megadb.type.text;

import static io.megadb.type.time.PgCalendar.MICROS_PER_DAY;
import static io.megadb.type.time.PgCalendar.MICROS_PER_HOUR;
import static io.megadb.type.time.PgCalendar.MICROS_PER_MINUTE;
import static io.megadb.type.time.PgCalendar.MICROS_PER_SECOND;

import io.megadb.type.time.PgCalendar;
import io.megadb.type.time.TimeZones;
import java.time.ZoneId;

/** Writes dates and times in DateStyle ISO. */
public final class DateTimeText {
  private DateTimeText() {}

  public static void writeDate(long days, TextSink sink) {
    if (PgCalendar.isInfiniteDate(days)) {
      sink.ascii(days < 0 ? "-infinity" : "infinity");
      return;
    }
    int year = writeDay(days, sink);
    if (year <= 0) {
      sink.ascii(" BC");
    }
  }

  /** Writes year-month-day without era and returns the year. */
  private static int writeDay(long days, TextSink sink) {
    long ymd = PgCalendar.ymd(days);
    int year = PgCalendar.year(ymd);
    sink.unsigned(year > 0 ? year : 1 - year, 4);
    sink.write('-');
    sink.unsigned(PgCalendar.month(ymd), 2);
    sink.write('-');
    sink.unsigned(PgCalendar.day(ymd), 2);
    return year;
  }

  /** µs since midnight, 24:00:00 included. */
  public static void writeTime(long micros, TextSink sink) {
    sink.unsigned(micros / MICROS_PER_HOUR, 2);
    sink.write(':');
    sink.unsigned(micros / MICROS_PER_MINUTE % 60, 2);
    sink.write(':');
    sink.unsigned(micros / MICROS_PER_SECOND % 60, 2);
    writeFraction((int) (micros % MICROS_PER_SECOND), sink);
  }

  /** A point and the digits of 0 to 999,999 µs without trailing zeros; nothing for 0. */
  static void writeFraction(int micros, TextSink sink) {
    if (micros != 0) {
      sink.write('.');
      int digits = 6;
      int rest = micros;
      while (rest % 10 == 0) {
        rest /= 10;
        digits--;
      }
      sink.unsigned(rest, digits);
    }
  }

  public static void writeTimestamp(long timestamp, TextSink sink) {
    writeTimestamp(timestamp, ' ', sink);
  }

  /**
   * @param separator between date and time: a blank, or T in JSON
   */
  public static void writeTimestamp(long timestamp, int separator, TextSink sink) {
    if (PgCalendar.isInfinite(timestamp)) {
      sink.ascii(timestamp < 0 ? "-infinity" : "infinity");
      return;
    }
    int year = writeLocal(timestamp, separator, sink);
    if (year <= 0) {
      sink.ascii(" BC");
    }
  }

  /** An instant as local time of a zone with its offset. */
  public static void writeTimestampTz(long timestamp, ZoneId zone, TextSink sink) {
    writeTimestampTz(timestamp, zone, ' ', false, sink);
  }

  /**
   * @param separator between date and time
   * @param minutes whether the offset always has minutes, as in JSON
   */
  public static void writeTimestampTz(
      long timestamp, ZoneId zone, int separator, boolean minutes, TextSink sink) {
    if (PgCalendar.isInfinite(timestamp)) {
      sink.ascii(timestamp < 0 ? "-infinity" : "infinity");
      return;
    }
    int offset = TimeZones.offsetSeconds(zone, timestamp);
    int year = writeLocal(timestamp + offset * MICROS_PER_SECOND, separator, sink);
    writeOffset(offset, minutes, sink);
    if (year <= 0) {
      sink.ascii(" BC");
    }
  }

  private static void writeOffset(int seconds, boolean minutes, TextSink sink) {
    int absolute = Math.abs(seconds);
    sink.write(seconds < 0 ? '-' : '+');
    sink.unsigned(absolute / 3600, 2);
    if (minutes || absolute % 3600 != 0) {
      sink.write(':');
      sink.unsigned(absolute / 60 % 60, 2);
    }
    if (absolute % 60 != 0) {
      sink.write(':');
      sink.unsigned(absolute % 60, 2);
    }
  }

  private static int writeLocal(long timestamp, int separator, TextSink sink) {
    int year = writeDay(Math.floorDiv(timestamp, MICROS_PER_DAY), sink);
    sink.write(separator);
    writeTime(Math.floorMod(timestamp, MICROS_PER_DAY), sink);
    return year;
  }
}
