package io.megadb.type.text;

import static io.megadb.type.time.PgCalendar.MICROS_PER_DAY;
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

/**
 * Reads dates and times in the forms of PostgreSQL's manual, chapter "Date/Time Input": fields in
 * any order, month names, eras, zones by offset, abbreviation or name, and the special words.
 *
 * <p>{@link DateTimeTokens} splits the text; {@link DateFields} and {@link ClockFields} gather what
 * the tokens say of the day and of the time of day.
 */
final class DateTimeParser {
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

  /** Days from 2000-01-01 beyond which a timestamp is out of range whatever its time. */
  private static final long TIMESTAMP_END_DAYS = 106_751_983L + 14;

  private final DateTimeInput input;
  private final EvaluationContext context;
  private final DateFields date;
  private final ClockFields clock;
  private Special special = Special.NONE;
  private boolean beforeChrist;
  private ZoneId zone;

  private DateTimeParser(String text, String type, EvaluationContext context) {
    this.input = new DateTimeInput(text, type);
    this.context = context;
    String style = context.setting("datestyle", "ISO, MDY").toUpperCase(Locale.ROOT);
    this.date =
        new DateFields(
            input, style.contains("DMY") ? "DMY" : style.contains("YMD") ? "YMD" : "MDY");
    this.clock = new ClockFields(input);
  }

  private static DateTimeParser parsed(String text, String type, EvaluationContext context) {
    DateTimeParser parser = new DateTimeParser(text, type, context);
    parser.parse();
    return parser;
  }

  /** Days since 2000-01-01, or an infinity of dates. */
  static long date(String text, EvaluationContext context) {
    DateTimeParser parser = parsed(text, "date", context);
    return switch (parser.special) {
      case INFINITY -> PgCalendar.DATE_INFINITY;
      case MINUS_INFINITY -> PgCalendar.DATE_MINUS_INFINITY;
      case EPOCH -> -PgCalendar.UNIX_EPOCH_DAYS;
      case NONE, NOW, TODAY, TOMORROW, YESTERDAY -> parser.days();
    };
  }

  /** µs since midnight. */
  static long time(String text, EvaluationContext context) {
    DateTimeParser parser = parsed(text, "time", context);
    if (parser.special == Special.NOW) {
      return Math.floorMod(parser.now(), MICROS_PER_DAY);
    }
    if (!parser.clock.isGiven()) {
      throw parser.input.syntax();
    }
    return parser.clock.micros();
  }

  /** µs since 2000-01-01 without a zone; one in the text is ignored. */
  static long timestamp(String text, EvaluationContext context) {
    DateTimeParser parser = parsed(text, "timestamp", context);
    if (parser.special == Special.EPOCH) {
      return -PgCalendar.UNIX_EPOCH_SECONDS * MICROS_PER_SECOND;
    }
    return parser.local();
  }

  /** µs since 2000-01-01 UTC; without a zone in the text it is the session's. */
  static long timestampTz(String text, EvaluationContext context) {
    DateTimeParser parser = parsed(text, "timestamp with time zone", context);
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
      throw parser.input.outOfRange("timestamp");
    }
    return utc;
  }

  /** The transaction's start in the session's zone. */
  private long now() {
    return TimeZones.toLocal(context.zone(), context.transactionMicros());
  }

  private long local() {
    if (special == Special.INFINITY) {
      return PgCalendar.INFINITY;
    }
    if (special == Special.MINUS_INFINITY) {
      return PgCalendar.MINUS_INFINITY;
    }
    if (special == Special.NOW) {
      return now();
    }
    long days = days();
    if (days < PgCalendar.MIN_DATE || days >= TIMESTAMP_END_DAYS) {
      throw input.outOfRange("timestamp");
    }
    long local = days * MICROS_PER_DAY + clock.micros();
    if (!PgCalendar.isValidTimestamp(local)) {
      throw input.outOfRange("timestamp");
    }
    return local;
  }

  private long days() {
    if (special == Special.NONE) {
      return date.days();
    }
    long today = Math.floorDiv(now(), MICROS_PER_DAY);
    return special == Special.TOMORROW
        ? today + 1
        : special == Special.YESTERDAY ? today - 1 : today;
  }

  private void parse() {
    List<DateTimeTokens.Token> tokens = DateTimeTokens.split(input.text());
    if (tokens == null || tokens.isEmpty()) {
      throw input.syntax();
    }
    for (DateTimeTokens.Token token : tokens) {
      switch (token.kind()) {
        case DATE -> date.field(token.text());
        case TIME -> clock.field(token.text());
        case ZONE -> offset(token.text());
        case WORD -> word(token.text());
        case NUMBER -> number(token.text());
      }
    }
    finish();
  }

  /** After a whole date, or behind "t", digits are a time. */
  private void number(String field) {
    int point = field.indexOf('.');
    int digits = point < 0 ? field.length() : point;
    if (date.isJulianDayExpected()) {
      date.julianDay(field.substring(0, digits));
      if (point >= 0) {
        clock.partOfDay(field.substring(point));
      }
    } else if (clock.isExpected() || date.isComplete() && !clock.isGiven() && digits >= 4) {
      clock.compact(field);
    } else {
      date.number(field);
    }
  }

  private void offset(String field) {
    if (zone != null && !(zone instanceof ZoneOffset)) {
      throw input.syntax();
    }
    int point = field.indexOf('.');
    Integer seconds = TimeZones.offset(point < 0 ? field : field.substring(0, point));
    if (point >= 0 && (seconds != null || point < 2)) {
      throw input.syntax();
    }
    if (seconds == null) {
      throw new MegaDbException(
          SqlState.INVALID_TIME_ZONE_DISPLACEMENT,
          "time zone displacement out of range: \"" + input.text() + "\"");
    }
    zone = ZoneOffset.ofTotalSeconds(seconds);
  }

  private void word(String word) {
    int month = CalendarWords.month(word);
    if (month > 0) {
      date.monthName(month);
      return;
    }
    switch (word) {
      case "t" -> clock.expect();
      case "bc", "b.c." -> beforeChrist = true;
      case "ad", "at", "on" -> {}
      case "am" -> clock.meridiem(ClockFields.Meridiem.AM);
      case "pm" -> clock.meridiem(ClockFields.Meridiem.PM);
      case "epoch" -> special = Special.EPOCH;
      case "now" -> special = Special.NOW;
      case "today" -> special = Special.TODAY;
      case "tomorrow" -> special = Special.TOMORROW;
      case "yesterday" -> special = Special.YESTERDAY;
      case "infinity", "+infinity" -> special = Special.INFINITY;
      case "-infinity" -> special = Special.MINUS_INFINITY;
      case "allballs" -> {
        clock.midnight();
        zone = ZoneOffset.UTC;
      }
      default -> otherWord(word);
    }
  }

  private void otherWord(String word) {
    if (CalendarWords.isDay(word)) {
      return;
    }
    if (word.equals("j") || word.equals("jd") || word.equals("julian")) {
      date.expectJulianDay();
      return;
    }
    ZoneId named = TimeZones.find(word);
    if (named == null || zone != null) {
      if (word.indexOf('/') > 0) {
        throw new MegaDbException(
            SqlState.INVALID_PARAMETER_VALUE, "time zone \"" + word + "\" not recognized");
      }
      throw input.syntax();
    }
    zone = named;
  }

  private void finish() {
    if (special != Special.NONE) {
      if (!date.isEmpty()) {
        throw input.syntax();
      }
      return;
    }
    if (clock.isExpected()) {
      throw input.syntax();
    }
    clock.finish();
    if (input.type().equals("time") && date.isEmpty()) {
      return;
    }
    if (!date.isComplete()) {
      throw input.syntax();
    }
    date.finish(beforeChrist);
  }
}
