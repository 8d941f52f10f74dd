package io.megadb.type.text;

import static io.megadb.type.time.PgCalendar.MICROS_PER_DAY;
import static io.megadb.type.time.PgCalendar.MICROS_PER_HOUR;
import static io.megadb.type.time.PgCalendar.MICROS_PER_MINUTE;
import static io.megadb.type.time.PgCalendar.MICROS_PER_SECOND;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.type.time.PgCalendar;
import io.megadb.type.time.TimeZones;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads dates and times in the forms of PostgreSQL's manual, chapter "Date/Time Input": fields in
 * any order, month names, eras, zones by offset, abbreviation or name, and the special words.
 */
final class DateTimeParser {
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final Map<String, String> DAYS =
      Map.ofEntries(
          Map.entry("sun", "sunday"),
          Map.entry("mon", "monday"),
          Map.entry("tue", "tuesday"),
          Map.entry("tues", "tuesday"),
          Map.entry("wed", "wednesday"),
          Map.entry("weds", "wednesday"),
          Map.entry("thu", "thursday"),
          Map.entry("thur", "thursday"),
          Map.entry("thurs", "thursday"),
          Map.entry("fri", "friday"),
          Map.entry("sat", "saturday"));

  /** Which words stand for a moment. */
  private enum Special {
    NONE,
    EPOCH,
    NOW,
    TODAY,
    TOMORROW,
    YESTERDAY,
    INFINITY,
    MINUS_INFINITY
  }

  private final String text;
  private final String type;
  private final EvaluationContext context;
  private final String order;

  private Special special = Special.NONE;
  private int year;
  private int month;
  private int day;
  private int dayOfYear;
  private boolean hasYear;
  private boolean hasMonth;
  private boolean hasDay;
  private boolean textMonth;
  private boolean twoDigitYear;
  private boolean beforeChrist;
  private boolean hasTime;
  private long time;
  private int meridiem;
  private ZoneId zone;
  private boolean isoTime;
  private boolean julianExpected;
  private boolean hasJulian;
  private long julianDays;

  private DateTimeParser(String text, String type, EvaluationContext context) {
    this.text = text;
    this.type = type;
    this.context = context;
    String style = context.setting("datestyle", "ISO, MDY").toUpperCase(Locale.ROOT);
    this.order = style.contains("DMY") ? "DMY" : style.contains("YMD") ? "YMD" : "MDY";
  }

  /** Days since 2000-01-01, or an infinity of dates. */
  static long date(String text, EvaluationContext context) {
    DateTimeParser parser = new DateTimeParser(text, "date", context);
    parser.parse();
    return switch (parser.special) {
      case INFINITY -> PgCalendar.DATE_INFINITY;
      case MINUS_INFINITY -> PgCalendar.DATE_MINUS_INFINITY;
      case EPOCH -> -PgCalendar.UNIX_EPOCH_DAYS;
      case NONE, NOW, TODAY, TOMORROW, YESTERDAY -> parser.days();
    };
  }

  /** µs since midnight. */
  static long time(String text, EvaluationContext context) {
    DateTimeParser parser = new DateTimeParser(text, "time", context);
    parser.parse();
    if (parser.special == Special.NOW) {
      long local = TimeZones.toLocal(context.zone(), context.transactionMicros());
      return Math.floorMod(local, MICROS_PER_DAY);
    }
    if (!parser.hasTime) {
      throw parser.syntax();
    }
    return parser.time;
  }

  /** µs since 2000-01-01 without a zone; one in the text is ignored. */
  static long timestamp(String text, EvaluationContext context) {
    DateTimeParser parser = new DateTimeParser(text, "timestamp", context);
    parser.parse();
    if (parser.special == Special.EPOCH) {
      return -PgCalendar.UNIX_EPOCH_SECONDS * MICROS_PER_SECOND;
    }
    return parser.local();
  }

  /** µs since 2000-01-01 UTC; without a zone in the text it is the session's. */
  static long timestampTz(String text, EvaluationContext context) {
    DateTimeParser parser = new DateTimeParser(text, "timestamp with time zone", context);
    parser.parse();
    if (parser.special == Special.EPOCH) {
      return -PgCalendar.UNIX_EPOCH_SECONDS * MICROS_PER_SECOND;
    }
    if (parser.special == Special.NOW) {
      return context.transactionMicros();
    }
    long local = parser.local();
    if (PgCalendar.isInfinite(local)) {
      return local;
    }
    ZoneId actual = parser.zone == null ? context.zone() : parser.zone;
    long utc = TimeZones.toUtc(actual, local);
    if (!PgCalendar.isValidTimestamp(utc)) {
      throw parser.outOfRange("timestamp out of range: \"" + text + "\"");
    }
    return utc;
  }

  private long local() {
    if (special == Special.INFINITY) {
      return PgCalendar.INFINITY;
    }
    if (special == Special.MINUS_INFINITY) {
      return PgCalendar.MINUS_INFINITY;
    }
    if (special == Special.NOW) {
      return TimeZones.toLocal(context.zone(), context.transactionMicros());
    }
    long days = days();
    if (days < -200_000_000L || days > 200_000_000L) {
      throw outOfRange("timestamp out of range: \"" + text + "\"");
    }
    if (days < PgCalendar.MIN_DATE || days >= 106_751_983L + 14) {
      throw outOfRange("timestamp out of range: \"" + text + "\"");
    }
    long local = days * MICROS_PER_DAY + time;
    if (!PgCalendar.isValidTimestamp(local)) {
      throw outOfRange("timestamp out of range: \"" + text + "\"");
    }
    return local;
  }

  private long days() {
    if (special != Special.NONE) {
      long local = TimeZones.toLocal(context.zone(), context.transactionMicros());
      long today = Math.floorDiv(local, MICROS_PER_DAY);
      return switch (special) {
        case TOMORROW -> today + 1;
        case YESTERDAY -> today - 1;
        default -> today;
      };
    }
    if (hasJulian) {
      return julianDays;
    }
    if (dayOfYear > 0 && hasYear) {
      return (long) PgCalendar.days(year, 1, 1) + dayOfYear - 1;
    }
    if (!PgCalendar.isValidJulian(year, month)) {
      throw outOfRange("date out of range: \"" + text + "\"");
    }
    long days = PgCalendar.days(year, month, day);
    if (days < PgCalendar.MIN_DATE || days >= PgCalendar.END_DATE) {
      throw outOfRange("date out of range: \"" + text + "\"");
    }
    return days;
  }

  private void parse() {
    List<DateTimeTokens.Token> tokens = DateTimeTokens.split(text);
    if (tokens == null || tokens.isEmpty()) {
      throw syntax();
    }
    for (int i = 0; i < tokens.size(); i++) {
      DateTimeTokens.Token token = tokens.get(i);
      switch (token.kind()) {
        case DATE -> date(token.text());
        case TIME -> clock(token.text());
        case ZONE -> offset(token.text());
        case WORD -> word(token.text());
        case NUMBER -> number(token.text());
      }
    }
    finish();
  }

  private void date(String field) {
    String[] parts = field.split("[^a-z0-9]+");
    boolean[] done = new boolean[parts.length];
    if (parts.length > 3) {
      throw syntax();
    }
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].isEmpty() && DateTimeTokens.letter(parts[i].charAt(0))) {
        int number = month(parts[i]);
        if (number == 0 || hasMonth) {
          throw syntax();
        }
        setMonth(number);
        textMonth = true;
        done[i] = true;
      }
    }
    for (int i = 0; i < parts.length; i++) {
      if (!done[i]) {
        if (parts[i].isEmpty()) {
          throw syntax();
        }
        dateNumber(parts[i]);
      }
    }
  }

  private void dateNumber(String digits) {
    int value = integer(digits);
    int length = digits.length();
    if (!hasYear && !hasMonth && !hasDay) {
      if (length >= 3 || order.equals("YMD")) {
        setYear(value, length);
      } else if (order.equals("DMY")) {
        setDay(value);
      } else {
        setMonth(value);
      }
    } else if (hasYear && !hasMonth && !hasDay) {
      if (length == 3 && !textMonth) {
        dayOfYear = value;
        hasMonth = true;
        hasDay = true;
      } else {
        setMonth(value);
      }
    } else if (hasMonth && !hasYear && !hasDay) {
      if (textMonth && (length >= 3 || order.equals("YMD"))) {
        setYear(value, length);
      } else {
        setDay(value);
      }
    } else if (hasYear && hasMonth && !hasDay) {
      if (textMonth && length >= 3 && twoDigitYear) {
        day = year;
        hasDay = true;
        setYear(value, length);
      } else {
        setDay(value);
      }
    } else if (hasDay && !hasMonth && !hasYear) {
      setMonth(value);
    } else if (hasMonth && hasDay && !hasYear) {
      setYear(value, length);
    } else {
      throw syntax();
    }
  }

  private void number(String field) {
    int point = field.indexOf('.');
    String digits = point < 0 ? field : field.substring(0, point);
    if (julianExpected) {
      julianDay(digits, point < 0 ? "0" : field.substring(point));
      return;
    }
    if (isoTime || hasYear && hasMonth && hasDay && !hasTime && digits.length() >= 4) {
      compactTime(digits, point < 0 ? "" : field.substring(point + 1));
      return;
    }
    if (point >= 0) {
      if (digits.length() == 4 && field.length() - point == 4 && !hasYear) {
        setYear(integer(digits), 4);
        dateNumber(field.substring(point + 1));
        return;
      }
      throw syntax();
    }
    if (digits.length() >= 6 && !hasYear && !hasMonth && !hasDay) {
      int length = digits.length();
      setYear(integer(digits.substring(0, length - 4)), length - 4);
      setMonth(integer(digits.substring(length - 4, length - 2)));
      setDay(integer(digits.substring(length - 2)));
      return;
    }
    dateNumber(digits);
  }

  /** A day counted from 4714-11-24 BC, and the part of a day behind the point. */
  private void julianDay(String digits, String fraction) {
    if (hasYear || hasMonth || hasDay) {
      throw syntax();
    }
    julianExpected = false;
    hasJulian = true;
    hasYear = true;
    hasMonth = true;
    hasDay = true;
    julianDays = integer(digits) - PgCalendar.EPOCH_JULIAN;
    if (fraction.length() > 1) {
      time = (long) (Double.parseDouble(fraction) * MICROS_PER_DAY);
      hasTime = true;
    }
  }

  private void compactTime(String digits, String fraction) {
    if (hasTime || digits.length() != 6 && digits.length() != 4) {
      throw syntax();
    }
    isoTime = false;
    int seconds = digits.length() == 6 ? integer(digits.substring(4)) : 0;
    setTime(
        integer(digits.substring(0, 2)),
        integer(digits.substring(2, 4)),
        seconds,
        fraction(fraction));
  }

  private void clock(String field) {
    if (hasTime) {
      throw syntax();
    }
    isoTime = false;
    int point = field.indexOf('.');
    String[] parts = (point < 0 ? field : field.substring(0, point)).split(":", -1);
    if (parts.length > 3 || point >= 0 && parts.length < 2) {
      throw syntax();
    }
    int[] numbers = new int[3];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = integer(parts[i]);
    }
    int micros = point < 0 ? 0 : fraction(field.substring(point + 1));
    if (point >= 0 && parts.length == 2) {
      setTime(0, numbers[0], numbers[1], micros);
    } else {
      setTime(numbers[0], numbers[1], numbers[2], micros);
    }
  }

  private void setTime(int hour, int minute, int second, int micros) {
    if (minute > 59
        || second > 60
        || hour > 24
        || hour == 24 && (minute > 0 || second > 0 || micros > 0)) {
      throw fieldOverflow();
    }
    time =
        hour * MICROS_PER_HOUR + minute * MICROS_PER_MINUTE + second * MICROS_PER_SECOND + micros;
    hasTime = true;
  }

  /** µs of the digits behind the point, rounded. */
  private int fraction(String digits) {
    int micros = 0;
    for (int i = 0; i < 6; i++) {
      micros *= 10;
      if (i < digits.length()) {
        char c = digits.charAt(i);
        if (!DateTimeTokens.digit(c)) {
          throw syntax();
        }
        micros += c - '0';
      }
    }
    if (digits.length() > 6 && digits.charAt(6) >= '5') {
      boolean tie = digits.charAt(6) == '5' && digits.substring(7).chars().allMatch(c -> c == '0');
      micros += !tie || micros % 2 == 1 ? 1 : 0;
    }
    return micros;
  }

  private void offset(String field) {
    if (zone != null && !(zone instanceof ZoneOffset)) {
      throw syntax();
    }
    int point = field.indexOf('.');
    Integer seconds = TimeZones.offset(point < 0 ? field : field.substring(0, point));
    if (point >= 0 && (seconds != null || point < 2)) {
      throw syntax();
    }
    if (seconds == null) {
      throw new MegaDbException(
          SqlState.INVALID_TIME_ZONE_DISPLACEMENT,
          "time zone displacement out of range: \"" + text + "\"");
    }
    zone = ZoneOffset.ofTotalSeconds(seconds);
  }

  private void word(String word) {
    int number = month(word);
    if (number > 0) {
      if (hasMonth && !textMonth && !hasDay) {
        day = month;
        hasDay = true;
        hasMonth = false;
      }
      if (hasMonth) {
        throw syntax();
      }
      setMonth(number);
      textMonth = true;
      return;
    }
    switch (word) {
      case "t" -> isoTime = true;
      case "bc", "b.c." -> beforeChrist = true;
      case "ad", "at", "on" -> {}
      case "am" -> meridiem = 1;
      case "pm" -> meridiem = 2;
      case "epoch" -> special = Special.EPOCH;
      case "now" -> special = Special.NOW;
      case "today" -> special = Special.TODAY;
      case "tomorrow" -> special = Special.TOMORROW;
      case "yesterday" -> special = Special.YESTERDAY;
      case "infinity", "+infinity" -> special = Special.INFINITY;
      case "-infinity" -> special = Special.MINUS_INFINITY;
      case "allballs" -> {
        hasTime = true;
        zone = ZoneOffset.UTC;
      }
      default -> otherWord(word);
    }
  }

  private void otherWord(String word) {
    if (DAYS.containsKey(word) || DAYS.containsValue(word)) {
      return;
    }
    if (word.equals("j") || word.equals("jd") || word.equals("julian")) {
      julianExpected = true;
      return;
    }
    ZoneId named = TimeZones.find(word);
    if (named == null || zone != null) {
      if (word.indexOf('/') > 0) {
        throw new MegaDbException(
            SqlState.INVALID_PARAMETER_VALUE, "time zone \"" + word + "\" not recognized");
      }
      throw syntax();
    }
    zone = named;
  }

  private void finish() {
    if (julianExpected) {
      throw syntax();
    }
    if (special != Special.NONE) {
      if (hasYear || hasMonth || hasDay) {
        throw syntax();
      }
      return;
    }
    if (meridiem != 0) {
      long hour = time / MICROS_PER_HOUR;
      if (!hasTime || hour > 12) {
        throw hasTime ? fieldOverflow() : syntax();
      }
      if (meridiem == 1 && hour == 12) {
        time -= 12 * MICROS_PER_HOUR;
      } else if (meridiem == 2 && hour != 12) {
        time += 12 * MICROS_PER_HOUR;
      }
    }
    if (type.equals("time") && !hasYear && !hasMonth && !hasDay) {
      return;
    }
    if (!hasYear || !hasMonth || !hasDay) {
      throw syntax();
    }
    if (!hasJulian) {
      checkDay();
    }
  }

  private void checkDay() {
    if (beforeChrist) {
      if (year <= 0) {
        throw fieldOverflow();
      }
      year = 1 - year;
    } else if (twoDigitYear) {
      year += year < 70 ? 2000 : 1900;
    } else if (year <= 0) {
      throw fieldOverflow();
    }
    if (dayOfYear > 0) {
      if (dayOfYear > (PgCalendar.isLeap(year) ? 366 : 365)) {
        throw fieldOverflow();
      }
      return;
    }
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      throw fieldOverflow().withHint("Perhaps you need a different \"datestyle\" setting.");
    }
    if (day > PgCalendar.daysInMonth(year, month)) {
      throw fieldOverflow();
    }
  }

  private void setYear(int value, int digits) {
    year = value;
    hasYear = true;
    twoDigitYear = digits <= 2;
  }

  private void setMonth(int value) {
    month = value;
    hasMonth = true;
  }

  private void setDay(int value) {
    day = value;
    hasDay = true;
  }

  private int integer(String digits) {
    if (digits.isEmpty()) {
      throw syntax();
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      if (!DateTimeTokens.digit(digits.charAt(i))) {
        throw syntax();
      }
      value = value * 10 + digits.charAt(i) - '0';
      if (value > Integer.MAX_VALUE) {
        throw fieldOverflow();
      }
    }
    return (int) value;
  }

  /** 1 to 12 for a month's name or its first letters as PostgreSQL takes them, else 0. */
  static int month(String word) {
    if (word.equals("sept")) {
      return 9;
    }
    for (int i = 0; i < 12; i++) {
      String name = MONTHS.get(i);
      if (word.equals(name) || word.length() == 3 && name.startsWith(word)) {
        return i + 1;
      }
    }
    return 0;
  }

  private MegaDbException syntax() {
    return new MegaDbException(
        SqlState.INVALID_DATETIME_FORMAT,
        "invalid input syntax for type " + type + ": \"" + text + "\"");
  }

  private MegaDbException fieldOverflow() {
    return outOfRange("date/time field value out of range: \"" + text + "\"");
  }

  private MegaDbException outOfRange(String message) {
    return new MegaDbException(SqlState.DATETIME_FIELD_OVERFLOW, message);
  }
}
