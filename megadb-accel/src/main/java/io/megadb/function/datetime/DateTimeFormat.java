package io.megadb.function.datetime;

import static io.megadb.type.time.PgCalendar.MICROS_PER_DAY;
import static io.megadb.type.time.PgCalendar.MICROS_PER_HOUR;
import static io.megadb.type.time.PgCalendar.MICROS_PER_MINUTE;
import static io.megadb.type.time.PgCalendar.MICROS_PER_SECOND;

import io.megadb.error.MegaDbException;
import io.megadb.type.time.PgCalendar;
import java.util.Locale;

/** to_char of a timestamp by a {@link DateTimePattern}. */
final class DateTimeFormat {
  private static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };
  private static final String[] DAYS = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
  };
  private static final String[] ROMAN = {
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"
  };

  private final long days;
  private final long time;
  private final int year;
  private final int month;
  private final int day;
  private final int offsetSeconds;
  private final String zoneName;

  /**
   * @param local finite local timestamp
   * @param offsetSeconds of the zone; 0 without one
   * @param zoneName abbreviation of the zone; empty without one
   */
  DateTimeFormat(long local, int offsetSeconds, String zoneName) {
    this.days = Math.floorDiv(local, MICROS_PER_DAY);
    this.time = Math.floorMod(local, MICROS_PER_DAY);
    long ymd = PgCalendar.ymd(days);
    this.year = PgCalendar.year(ymd);
    this.month = PgCalendar.month(ymd);
    this.day = PgCalendar.day(ymd);
    this.offsetSeconds = offsetSeconds;
    this.zoneName = zoneName;
  }

  String format(String template) {
    StringBuilder out = new StringBuilder();
    for (DateTimePattern.Part part : DateTimePattern.parse(template)) {
      if (part.keyword() == null) {
        out.append(part.literal());
      } else {
        String value = value(part.keyword(), part.fill());
        out.append(value);
        if (part.ordinal() != null) {
          String suffix = ordinal(value);
          out.append(part.ordinal().equals("TH") ? suffix : suffix.toLowerCase(Locale.ROOT));
        }
      }
    }
    return out.toString();
  }

  private String value(String keyword, boolean fill) {
    int shown = year > 0 ? year : 1 - year;
    long hour = time / MICROS_PER_HOUR;
    long hour12 = hour % 12 == 0 ? 12 : hour % 12;
    int micros = (int) (time % MICROS_PER_SECOND);
    long isoYear = PgCalendar.isoWeek(days) >> 6;
    int dayOfWeek = PgCalendar.dayOfWeek(days);
    int dayOfYear = PgCalendar.dayOfYear(days);
    return switch (keyword.toUpperCase(Locale.ROOT)) {
      case "HH", "HH12" -> number(hour12, 2, fill);
      case "HH24" -> number(hour, 2, fill);
      case "MI" -> number(time / MICROS_PER_MINUTE % 60, 2, fill);
      case "SS" -> number(time / MICROS_PER_SECOND % 60, 2, fill);
      case "MS" -> number(micros / 1000, 3, fill);
      case "US" -> number(micros, 6, fill);
      case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6" ->
          String.format("%06d", micros).substring(0, keyword.charAt(2) - '0');
      case "SSSS", "SSSSS" -> Long.toString(time / MICROS_PER_SECOND);
      case "AM", "PM" -> cased(hour < 12 ? "AM" : "PM", keyword);
      case "A.M.", "P.M." -> cased(hour < 12 ? "A.M." : "P.M.", keyword);
      case "BC", "AD" -> cased(year > 0 ? "AD" : "BC", keyword);
      case "B.C.", "A.D." -> cased(year > 0 ? "A.D." : "B.C.", keyword);
      case "Y,YYY" -> shown / 1000 + "," + String.format("%03d", shown % 1000);
      case "YYYY" -> number(shown, 4, fill);
      case "YYY" -> number(shown % 1000, 3, fill);
      case "YY" -> number(shown % 100, 2, fill);
      case "Y" -> number(shown % 10, 1, fill);
      case "IYYY" -> number(isoYear > 0 ? isoYear : 1 - isoYear, 4, fill);
      case "IYY" -> number(isoYear % 1000, 3, fill);
      case "IY" -> number(isoYear % 100, 2, fill);
      case "I" -> number(isoYear % 10, 1, fill);
      case "MONTH" -> name(MONTHS[month - 1], keyword, fill ? 0 : 9);
      case "MON" -> name(MONTHS[month - 1].substring(0, 3), keyword, 0);
      case "MM" -> number(month, 2, fill);
      case "DAY" -> name(DAYS[dayOfWeek], keyword, fill ? 0 : 9);
      case "DY" -> name(DAYS[dayOfWeek].substring(0, 3), keyword, 0);
      case "DDD" -> number(dayOfYear, 3, fill);
      case "DD" -> number(day, 2, fill);
      case "D" -> Integer.toString(dayOfWeek + 1);
      case "ID" -> Integer.toString((dayOfWeek + 6) % 7 + 1);
      case "WW" -> number((dayOfYear - 1) / 7 + 1, 2, fill);
      case "IW" -> number(PgCalendar.isoWeek(days) & 63, 2, fill);
      case "W" -> Integer.toString((day - 1) / 7 + 1);
      case "Q" -> Integer.toString((month - 1) / 3 + 1);
      case "J" -> Long.toString(days + PgCalendar.EPOCH_JULIAN);
      case "RM" -> name(ROMAN[month - 1], keyword, fill ? 0 : 4);
      case "CC" -> number(year > 0 ? (year + 99) / 100 : -((99 - (year - 1)) / 100), 2, fill);
      case "TZ" -> cased(zoneName, keyword);
      case "TZH" -> zoneHour();
      case "TZM" -> String.format("%02d", Math.abs(offsetSeconds) / 60 % 60);
      case "OF" ->
          zoneHour()
              + (offsetSeconds % 3600 == 0
                  ? ""
                  : ":" + String.format("%02d", Math.abs(offsetSeconds) / 60 % 60));
      default -> throw MegaDbException.notSupported("to_char pattern " + keyword);
    };
  }

  private String zoneHour() {
    return (offsetSeconds < 0 ? "-" : "+") + String.format("%02d", Math.abs(offsetSeconds) / 3600);
  }

  private static String number(long value, int width, boolean fill) {
    String digits = Long.toString(Math.abs(value));
    String padded = fill ? digits : "0".repeat(Math.max(0, width - digits.length())) + digits;
    return value < 0 ? "-" + padded : padded;
  }

  private static String cased(String text, String keyword) {
    return Character.isLowerCase(keyword.charAt(0)) ? text.toLowerCase(Locale.ROOT) : text;
  }

  /** As the keyword is written: MONTH, Month or month; blanks behind up to a width. */
  private static String name(String text, String keyword, int width) {
    String shown =
        Character.isLowerCase(keyword.charAt(0))
            ? text.toLowerCase(Locale.ROOT)
            : Character.isUpperCase(keyword.charAt(1)) ? text.toUpperCase(Locale.ROOT) : text;
    return shown + " ".repeat(Math.max(0, width - shown.length()));
  }

  private static String ordinal(String number) {
    int length = number.length();
    boolean teen = length > 1 && number.charAt(length - 2) == '1';
    return switch (teen ? '0' : number.charAt(length - 1)) {
      case '1' -> "ST";
      case '2' -> "ND";
      case '3' -> "RD";
      default -> "TH";
    };
  }
}
