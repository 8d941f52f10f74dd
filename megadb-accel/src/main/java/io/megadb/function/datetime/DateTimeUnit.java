package io.megadb.function.datetime;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.util.Locale;

/** Fields that extract and date_trunc know, under all the names PostgreSQL gives them. */
enum DateTimeUnit {
  MICROSECOND,
  MILLISECOND,
  SECOND,
  MINUTE,
  HOUR,
  DAY,
  WEEK,
  MONTH,
  QUARTER,
  YEAR,
  DECADE,
  CENTURY,
  MILLENNIUM,
  EPOCH,
  JULIAN,
  DOW,
  ISODOW,
  DOY,
  ISOYEAR,
  TIMEZONE,
  TIMEZONE_HOUR,
  TIMEZONE_MINUTE;

  /** 22023 for a name that is no unit. */
  static DateTimeUnit of(String name, String type) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "us",
          "usec",
          "usecs",
          "usecond",
          "useconds",
          "microsecond",
          "microseconds",
          "microsecon" ->
          MICROSECOND;
      case "ms",
          "msec",
          "msecs",
          "msecond",
          "mseconds",
          "millisecond",
          "milliseconds",
          "millisecon" ->
          MILLISECOND;
      case "s", "sec", "secs", "second", "seconds" -> SECOND;
      case "m", "min", "mins", "minute", "minutes" -> MINUTE;
      case "h", "hr", "hrs", "hour", "hours" -> HOUR;
      case "d", "day", "days" -> DAY;
      case "w", "week", "weeks" -> WEEK;
      case "mon", "mons", "month", "months" -> MONTH;
      case "qtr", "quarter" -> QUARTER;
      case "y", "yr", "yrs", "year", "years" -> YEAR;
      case "dec", "decs", "decade", "decades" -> DECADE;
      case "c", "cent", "century", "centuries" -> CENTURY;
      case "mil", "mils", "millennia", "millennium" -> MILLENNIUM;
      case "epoch" -> EPOCH;
      case "julian", "jd", "j" -> JULIAN;
      case "dow" -> DOW;
      case "isodow" -> ISODOW;
      case "doy" -> DOY;
      case "isoyear" -> ISOYEAR;
      case "timezone" -> TIMEZONE;
      case "timezone_h", "timezone_hour" -> TIMEZONE_HOUR;
      case "timezone_m", "timezone_minute" -> TIMEZONE_MINUTE;
      default ->
          throw new MegaDbException(
              SqlState.INVALID_PARAMETER_VALUE,
              "unit \"" + name + "\" not recognized for type " + type);
    };
  }

  static MegaDbException notSupported(String name, String type) {
    return new MegaDbException(
        SqlState.FEATURE_NOT_SUPPORTED, "unit \"" + name + "\" not supported for type " + type);
  }
}
