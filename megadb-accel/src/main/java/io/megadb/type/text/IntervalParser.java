package io.megadb.type.text;

import static io.megadb.type.time.PgCalendar.MICROS_PER_DAY;
import static io.megadb.type.time.PgCalendar.MICROS_PER_HOUR;
import static io.megadb.type.time.PgCalendar.MICROS_PER_MINUTE;
import static io.megadb.type.time.PgCalendar.MICROS_PER_SECOND;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.vector.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads intervals: "1 year 2 mons 3 days 04:05:06.7 ago", the SQL standard's "1-2 3 4:05:06", and
 * ISO 8601 with designators ("P1Y2M3DT4H5M6S").
 */
final class IntervalParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<time>[+-]?\\d+:\\d+(?::\\d+)?(?:\\.\\d*)?|[+-]?:\\d+(?:\\.\\d*)?)"
              + "|(?<ym>[+-]?\\d+-\\d+)(?<rest>[\\w.:+-]*)"
              + "|(?<number>[+-]?(?:\\d+\\.?\\d*|\\.\\d+))"
              + "|(?<word>[a-zµ]+)|(?<at>@))");
  private static final Pattern ISO =
      Pattern.compile(
          "p(?=.)(?:(-?[\\d.]+)y)?(?:(-?[\\d.]+)m)?(?:(-?[\\d.]+)w)?(?:(-?[\\d.]+)d)?"
              + "(?:t(?=.)(?:(-?[\\d.]+)h)?(?:(-?[\\d.]+)m)?(?:(-?[\\d.]+)s)?)?");

  private final String text;
  private final int typmod;
  private final boolean standard;
  private BigDecimal months = BigDecimal.ZERO;
  private BigDecimal days = BigDecimal.ZERO;
  private BigDecimal micros = BigDecimal.ZERO;
  private final Set<String> seen = new HashSet<>();

  private IntervalParser(String text, int typmod, boolean standard) {
    this.text = text;
    this.typmod = typmod;
    this.standard = standard;
  }

  /**
   * @param style the setting IntervalStyle: in sql_standard a sign before the first field is every
   *     field's, unless another one has its own
   */
  static Interval parse(String text, int typmod, String style) {
    IntervalParser parser =
        new IntervalParser(text, typmod, style.equalsIgnoreCase("sql_standard"));
    String body = InputError.strip(text).toLowerCase(Locale.ROOT);
    Matcher iso = ISO.matcher(body);
    if (iso.matches()) {
      parser.iso(iso);
    } else {
      parser.verbose(body);
    }
    return IntervalText.applyModifier(parser.result(), typmod);
  }

  private void iso(Matcher iso) {
    String[] units = {"year", "month", "week", "day", "hour", "minute", "second"};
    for (int i = 0; i < units.length; i++) {
      if (iso.group(i + 1) != null) {
        add(number(iso.group(i + 1)), units[i]);
      }
    }
  }

  private void verbose(String body) {
    List<String> kinds = new ArrayList<>();
    List<String> values = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(body);
    int at = 0;
    while (at < body.length()) {
      if (!matcher.region(at, body.length()).lookingAt()) {
        throw syntax();
      }
      for (String kind : List.of("time", "ym", "number", "word")) {
        if (matcher.group(kind) != null) {
          kinds.add(kind);
          values.add(matcher.group(kind));
          if (kind.equals("ym") && !matcher.group("rest").isEmpty()) {
            yearMonth(matcher.group(kind));
            throw syntax();
          }
        }
      }
      at = matcher.end();
    }
    if (kinds.isEmpty()) {
      throw syntax();
    }
    boolean ago =
        kinds.get(kinds.size() - 1).equals("word") && values.get(values.size() - 1).equals("ago");
    int count = ago ? kinds.size() - 1 : kinds.size();
    if (count == 0) {
      throw syntax();
    }
    if (standard) {
      spreadSign(kinds, values, count);
    }
    fields(kinds, values, count);
    if (ago) {
      months = months.negate();
      days = days.negate();
      micros = micros.negate();
    }
  }

  private static void spreadSign(List<String> kinds, List<String> values, int count) {
    boolean alone =
        values.get(0).startsWith("-")
            && values.subList(1, count).stream().noneMatch(v -> v.matches("[+-].*"));
    for (int i = 1; alone && i < count; i++) {
      if (!kinds.get(i).equals("word")) {
        values.set(i, "-" + values.get(i));
      }
    }
  }

  private void fields(List<String> kinds, List<String> values, int count) {
    for (int i = 0; i < count; i++) {
      String value = values.get(i);
      boolean last = i + 1 == count;
      String next = last ? "" : kinds.get(i + 1);
      switch (kinds.get(i)) {
        case "time" -> {
          once("hour", "minute", "second", "millisecond", "microsecond");
          clock(value);
        }
        case "ym" -> {
          once("month");
          yearMonth(value);
        }
        case "word" -> throw syntax();
        default -> {
          String unit;
          if (next.equals("word")) {
            unit = unit(values.get(++i));
          } else if (next.equals("time")) {
            unit = "day";
          } else if (last) {
            unit = IntervalText.defaultUnit(typmod);
          } else {
            throw syntax();
          }
          if (unit.equals("second") && value.indexOf('.') >= 0) {
            once("second", "millisecond", "microsecond");
          } else {
            once(unit);
          }
          add(number(value), unit);
        }
      }
    }
  }

  /** An interval has each unit once. */
  private void once(String... units) {
    for (String unit : units) {
      if (!seen.add(unit)) {
        throw syntax();
      }
    }
  }

  private void clock(String value) {
    boolean negative = value.startsWith("-");
    String body = negative || value.startsWith("+") ? value.substring(1) : value;
    String[] parts = body.split(":");
    BigDecimal first = parts[0].isEmpty() ? BigDecimal.ZERO : number(parts[0]);
    BigDecimal second = number(parts[1]);
    BigDecimal total;
    boolean seconds = parts[1].indexOf('.') >= 0 || IntervalText.minuteToSecond(typmod);
    if (parts.length == 3) {
      BigDecimal third = number(parts[2]);
      range(second, 59);
      range(third, 60);
      total = scale(first, MICROS_PER_HOUR).add(scale(second, MICROS_PER_MINUTE));
      total = total.add(scale(third, MICROS_PER_SECOND));
    } else if (seconds) {
      range(second, 60);
      total = scale(first, MICROS_PER_MINUTE).add(scale(second, MICROS_PER_SECOND));
    } else {
      range(second, 59);
      total = scale(first, MICROS_PER_HOUR).add(scale(second, MICROS_PER_MINUTE));
    }
    micros = micros.add(negative ? total.negate() : total);
  }

  private void range(BigDecimal value, int max) {
    if (value.intValue() > max) {
      throw overflow();
    }
  }

  private void yearMonth(String value) {
    int hyphen = value.indexOf('-', 1);
    BigDecimal years = number(value.substring(0, hyphen));
    BigDecimal rest = number(value.substring(hyphen + 1));
    if (rest.intValue() > 11) {
      throw overflow();
    }
    boolean negative = value.startsWith("-");
    add(years, "year");
    add(negative ? rest.negate() : rest, "month");
  }

  private void add(BigDecimal value, String unit) {
    BigDecimal whole = value.setScale(0, RoundingMode.DOWN);
    BigDecimal fraction = value.subtract(whole);
    switch (unit) {
      case "microsecond" -> micros = micros.add(value);
      case "millisecond" -> micros = micros.add(scale(value, 1000));
      case "second" -> micros = micros.add(scale(value, MICROS_PER_SECOND));
      case "minute" -> micros = micros.add(scale(value, MICROS_PER_MINUTE));
      case "hour" -> micros = micros.add(scale(value, MICROS_PER_HOUR));
      case "day" -> {
        days = days.add(whole);
        micros = micros.add(rounded(scale(fraction, MICROS_PER_DAY)));
      }
      case "week" -> {
        days = days.add(scale(whole, 7));
        addDays(scale(fraction, 7));
      }
      case "month" -> {
        months = months.add(whole);
        addDays(scale(fraction, 30));
      }
      case "year" -> addYears(value, 1);
      case "decade" -> addYears(value, 10);
      case "century" -> addYears(value, 100);
      case "millennium" -> addYears(value, 1000);
      default -> throw syntax();
    }
  }

  private void addYears(BigDecimal value, int years) {
    months = months.add(rounded(scale(value, 12L * years)));
  }

  private void addDays(BigDecimal value) {
    BigDecimal whole = value.setScale(0, RoundingMode.DOWN);
    days = days.add(whole);
    micros = micros.add(rounded(scale(value.subtract(whole), MICROS_PER_DAY)));
  }

  private static BigDecimal scale(BigDecimal value, long factor) {
    return value.multiply(BigDecimal.valueOf(factor));
  }

  private static BigDecimal rounded(BigDecimal value) {
    return value.setScale(0, RoundingMode.HALF_EVEN);
  }

  private BigDecimal number(String digits) {
    try {
      BigDecimal value = new BigDecimal(digits.endsWith(".") ? digits + "0" : digits);
      if (value.precision() - value.scale() > 20) {
        throw overflow();
      }
      return value.scale() > 30 ? value.setScale(30, RoundingMode.HALF_EVEN) : value;
    } catch (NumberFormatException e) {
      throw new MegaDbException(SqlState.INVALID_DATETIME_FORMAT, syntax().getMessage(), e);
    }
  }

  private Interval result() {
    try {
      return new Interval(
          months.intValueExact(), days.intValueExact(), rounded(micros).longValueExact());
    } catch (ArithmeticException e) {
      throw new MegaDbException(SqlState.INTERVAL_FIELD_OVERFLOW, overflow().getMessage(), e);
    }
  }

  private String unit(String word) {
    return switch (word) {
      case "us",
          "usec",
          "usecs",
          "useconds",
          "usecond",
          "microsecond",
          "microseconds",
          "microsecon" ->
          "microsecond";
      case "ms",
          "msec",
          "msecs",
          "msecond",
          "mseconds",
          "millisecond",
          "milliseconds",
          "millisecon" ->
          "millisecond";
      case "s", "sec", "secs", "second", "seconds" -> "second";
      case "m", "min", "mins", "minute", "minutes" -> "minute";
      case "h", "hr", "hrs", "hour", "hours" -> "hour";
      case "d", "day", "days" -> "day";
      case "w", "week", "weeks" -> "week";
      case "mon", "mons", "month", "months" -> "month";
      case "y", "yr", "yrs", "year", "years" -> "year";
      case "dec", "decs", "decade", "decades" -> "decade";
      case "c", "cent", "century", "centuries" -> "century";
      case "mil", "mils", "millennia", "millennium" -> "millennium";
      default -> throw syntax();
    };
  }

  private MegaDbException syntax() {
    return new MegaDbException(
        SqlState.INVALID_DATETIME_FORMAT,
        "invalid input syntax for type interval: \"" + text + "\"");
  }

  private MegaDbException overflow() {
    return new MegaDbException(
        SqlState.INTERVAL_FIELD_OVERFLOW, "interval field value out of range: \"" + text + "\"");
  }
}
