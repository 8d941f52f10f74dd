package io.megadb.type.text;

import static io.megadb.type.time.PgCalendar.MICROS_PER_HOUR;
import static io.megadb.type.time.PgCalendar.MICROS_PER_MINUTE;
import static io.megadb.type.time.PgCalendar.MICROS_PER_SECOND;

import io.megadb.vector.Interval;
import java.util.Locale;

/** Writes intervals in all styles, and applies their modifier. */
public final class IntervalText {
  private static final int FULL_PRECISION = 0xFFFF;
  private static final int FULL_RANGE = 0x7FFF;
  private static final int MONTH = 1 << 1;
  private static final int YEAR = 1 << 2;
  private static final int DAY = 1 << 3;
  private static final int HOUR = 1 << 10;
  private static final int MINUTE = 1 << 11;
  private static final int SECOND = 1 << 12;

  private IntervalText() {}

  /**
   * @param style the setting IntervalStyle
   */
  public static void write(int months, int days, long micros, String style, TextSink sink) {
    switch (style.toLowerCase(Locale.ROOT)) {
      case "postgres" -> postgres(months, days, micros, sink);
      case "postgres_verbose" -> verbose(months, days, micros, sink);
      case "iso_8601" -> iso(months, days, micros, sink);
      case "sql_standard" -> standard(months, days, micros, sink);
      default -> throw new IllegalArgumentException("IntervalStyle " + style);
    }
  }

  private static void postgres(int months, int days, long micros, TextSink sink) {
    int start = sink.length();
    boolean before = false;
    before = part(months / 12, "year", before, start, sink);
    before = part(months % 12, "mon", before, start, sink);
    before = part(days, "day", before, start, sink);
    boolean first = sink.length() == start;
    if (first || micros != 0) {
      if (!first) {
        sink.write(' ');
      }
      if (micros < 0) {
        sink.write('-');
      } else if (before) {
        sink.write('+');
      }
      time(micros, sink);
    }
  }

  private static boolean part(int value, String unit, boolean before, int start, TextSink sink) {
    if (value == 0) {
      return before;
    }
    if (sink.length() > start) {
      sink.write(' ');
    }
    if (before && value > 0) {
      sink.write('+');
    }
    sink.decimal(value);
    sink.write(' ');
    sink.ascii(unit);
    if (value != 1) {
      sink.write('s');
    }
    return value < 0;
  }

  private static void time(long micros, TextSink sink) {
    long hours = Math.abs(micros / MICROS_PER_HOUR);
    long rest = Math.abs(micros % MICROS_PER_HOUR);
    sink.unsigned(hours, 2);
    sink.write(':');
    sink.unsigned(rest / MICROS_PER_MINUTE, 2);
    sink.write(':');
    sink.unsigned(rest / MICROS_PER_SECOND % 60, 2);
    DateTimeText.writeFraction((int) (rest % MICROS_PER_SECOND), sink);
  }

  /** The first part that is not zero decides whether the whole is "ago". */
  private static void verbose(int months, int days, long micros, TextSink sink) {
    long[] parts = {
      months / 12,
      months % 12,
      days,
      micros / MICROS_PER_HOUR,
      micros / MICROS_PER_MINUTE % 60,
      micros % MICROS_PER_MINUTE
    };
    int sign = 0;
    for (int i = 0; i < parts.length && sign == 0; i++) {
      sign = Long.signum(parts[i]);
    }
    sink.write('@');
    verbosePart(sign * parts[0], "year", sink);
    verbosePart(sign * parts[1], "mon", sink);
    verbosePart(sign * parts[2], "day", sink);
    verbosePart(sign * parts[3], "hour", sink);
    verbosePart(sign * parts[4], "min", sink);
    long seconds = sign * parts[5];
    if (seconds != 0) {
      sink.ascii(seconds < 0 ? " -" : " ");
      sink.unsigned(Math.abs(seconds) / MICROS_PER_SECOND, 1);
      DateTimeText.writeFraction((int) (Math.abs(seconds) % MICROS_PER_SECOND), sink);
      sink.ascii(Math.abs(seconds) == MICROS_PER_SECOND ? " sec" : " secs");
    }
    sink.ascii(sign == 0 ? " 0" : sign < 0 ? " ago" : "");
  }

  private static void verbosePart(long value, String unit, TextSink sink) {
    if (value != 0) {
      sink.write(' ');
      sink.decimal(value);
      sink.write(' ');
      sink.ascii(unit);
      sink.ascii(value == 1 ? "" : "s");
    }
  }

  private static void iso(int months, int days, long micros, TextSink sink) {
    if (months == 0 && days == 0 && micros == 0) {
      sink.ascii("PT0S");
      return;
    }
    sink.write('P');
    isoPart(months / 12, 'Y', sink);
    isoPart(months % 12, 'M', sink);
    isoPart(days, 'D', sink);
    if (micros != 0) {
      sink.write('T');
      isoPart(micros / MICROS_PER_HOUR, 'H', sink);
      isoPart(micros / MICROS_PER_MINUTE % 60, 'M', sink);
      long seconds = micros % MICROS_PER_MINUTE;
      if (seconds != 0) {
        if (seconds < 0) {
          sink.write('-');
        }
        sink.unsigned(Math.abs(seconds) / MICROS_PER_SECOND, 1);
        DateTimeText.writeFraction((int) (Math.abs(seconds) % MICROS_PER_SECOND), sink);
        sink.write('S');
      }
    }
  }

  /** The standard has months or days and times, of one sign; what mixes them shows all signs. */
  private static void standard(int months, int days, long micros, TextSink sink) {
    boolean negative = months < 0 || days < 0 || micros < 0;
    boolean positive = months > 0 || days > 0 || micros > 0;
    if (!negative && !positive) {
      sink.write('0');
      return;
    }
    if (negative && positive || months != 0 && (days != 0 || micros != 0)) {
      yearMonth(months < 0 ? "-" : "+", months, sink);
      sink.ascii(days < 0 ? " -" : " +");
      sink.unsigned(Math.abs((long) days), 1);
      sink.ascii(micros < 0 ? " -" : " +");
      clock(micros, sink);
      return;
    }
    if (months != 0) {
      yearMonth(negative ? "-" : "", months, sink);
      return;
    }
    sink.ascii(negative ? "-" : "");
    if (days != 0) {
      sink.unsigned(Math.abs((long) days), 1);
      sink.write(' ');
    }
    clock(micros, sink);
  }

  private static void yearMonth(String sign, int months, TextSink sink) {
    sink.ascii(sign);
    sink.unsigned(Math.abs(months / 12), 1);
    sink.write('-');
    sink.unsigned(Math.abs(months % 12), 1);
  }

  /** Hours without leading zero, unlike {@link #time}. */
  private static void clock(long micros, TextSink sink) {
    long rest = Math.abs(micros % MICROS_PER_HOUR);
    sink.unsigned(Math.abs(micros / MICROS_PER_HOUR), 1);
    sink.write(':');
    sink.unsigned(rest / MICROS_PER_MINUTE, 2);
    sink.write(':');
    sink.unsigned(rest / MICROS_PER_SECOND % 60, 2);
    DateTimeText.writeFraction((int) (rest % MICROS_PER_SECOND), sink);
  }

  private static void isoPart(long value, char unit, TextSink sink) {
    if (value != 0) {
      sink.decimal(value);
      sink.write(unit);
    }
  }

  /** Cuts an interval to its type's fields and rounds its seconds. */
  public static Interval applyModifier(Interval value, int typmod) {
    if (typmod < 0) {
      return value;
    }
    int range = typmod >> 16 & FULL_RANGE;
    int months = value.months();
    int days = value.days();
    long micros = value.micros();
    switch (range) {
      case YEAR -> {
        months = months / 12 * 12;
        days = 0;
        micros = 0;
      }
      case MONTH, YEAR | MONTH -> {
        days = 0;
        micros = 0;
      }
      case DAY -> micros = 0;
      case HOUR, DAY | HOUR -> micros = micros / MICROS_PER_HOUR * MICROS_PER_HOUR;
      case MINUTE, DAY | HOUR | MINUTE, HOUR | MINUTE ->
          micros = micros / MICROS_PER_MINUTE * MICROS_PER_MINUTE;
      case SECOND, DAY | HOUR | MINUTE | SECOND, HOUR | MINUTE | SECOND, MINUTE | SECOND -> {}
      default -> {}
    }
    int precision = typmod & FULL_PRECISION;
    return new Interval(months, days, precision >= 6 ? micros : round(micros, precision));
  }

  /** µs rounded half away from zero to a number of digits of seconds, 0 to 6. */
  public static long round(long micros, int digits) {
    if (digits < 0 || digits >= 6) {
      return micros;
    }
    long unit = 1;
    for (int i = digits; i < 6; i++) {
      unit *= 10;
    }
    long half = micros < 0 ? -(unit / 2) : unit / 2;
    return (micros + half) / unit * unit;
  }

  /** Unit of a bare number by the last field of a type's modifier, as a unit's name. */
  static String defaultUnit(int typmod) {
    if (typmod < 0) {
      return "second";
    }
    return switch (typmod >> 16 & FULL_RANGE) {
      case YEAR -> "year";
      case MONTH, YEAR | MONTH -> "month";
      case DAY -> "day";
      case HOUR, DAY | HOUR -> "hour";
      case MINUTE, HOUR | MINUTE, DAY | HOUR | MINUTE -> "minute";
      default -> "second";
    };
  }

  /** Whether "1:30" means minutes and seconds rather than hours and minutes. */
  static boolean minuteToSecond(int typmod) {
    return typmod >= 0 && (typmod >> 16 & FULL_RANGE) == (MINUTE | SECOND);
  }
}
