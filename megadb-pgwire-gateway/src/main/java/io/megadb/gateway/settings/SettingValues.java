package io.megadb.gateway.settings;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and normalises the values of settings as PostgreSQL does. */
public final class SettingValues {
  private static final Pattern QUANTITY =
      Pattern.compile("\\s*(-?\\d+(?:\\.\\d+)?)\\s*([A-Za-z]*)\\s*");
  private static final Map<String, Double> MILLIS =
      Map.of("", 1.0, "us", 0.001, "ms", 1.0, "s", 1e3, "min", 6e4, "h", 3.6e6, "d", 8.64e7);
  private static final Map<String, Double> BYTES =
      Map.of("", 1.0, "B", 1.0, "kB", 1024.0, "MB", 0x1p20, "GB", 0x1p30, "TB", 0x1p40);
  private static final Pattern POSIX_ZONE =
      Pattern.compile("<[^>]*>([+-])(\\d+)(?::(\\d+))?(?::(\\d+))?");
  private static final int MAX_OFFSET_HOURS = 167;

  private SettingValues() {}

  static MegaDbException invalid(Setting setting, String value) {
    return new MegaDbException(
        SqlState.INVALID_PARAMETER_VALUE,
        "invalid value for parameter \"" + setting.name() + "\": \"" + value + "\"");
  }

  static String bool(Setting setting, String value) {
    Boolean parsed = parseBoolean(value);
    if (parsed == null) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE,
          "parameter \"" + setting.name() + "\" requires a Boolean value");
    }
    String spelled = parsed ? "on" : "off";
    if (!setting.allowed().isEmpty() && !setting.allowed().contains(spelled)) {
      throw MegaDbException.notSupported(setting.name() + " = " + spelled);
    }
    return spelled;
  }

  /** True, false, or null if it is neither: PostgreSQL's spellings and their unique prefixes. */
  public static Boolean parseBoolean(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    if (lower.isEmpty()) {
      return null;
    }
    if ("true".startsWith(lower)
        || "yes".startsWith(lower)
        || lower.equals("on")
        || lower.equals("1")) {
      return true;
    }
    if ("false".startsWith(lower)
        || "no".startsWith(lower)
        || lower.length() > 1 && "off".startsWith(lower)
        || lower.equals("0")) {
      return false;
    }
    return null;
  }

  static String integer(Setting setting, String value) {
    int number;
    try {
      number = Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw invalid(setting, value);
    }
    if (!setting.allowed().isEmpty()) {
      String least = setting.allowed().get(0);
      String greatest = setting.allowed().get(1);
      if (number < Integer.parseInt(least) || number > Integer.parseInt(greatest)) {
        throw new MegaDbException(
            SqlState.INVALID_PARAMETER_VALUE,
            number
                + " is outside the valid range for parameter \""
                + setting.name()
                + "\" ("
                + least
                + " .. "
                + greatest
                + ")");
      }
    }
    return Integer.toString(number);
  }

  static String duration(Setting setting, String value) {
    long millis = quantity(setting, value, MILLIS, "us, ms, s, min, h, d");
    if (millis == 0) {
      return "0";
    }
    String[] units = {"d", "h", "min", "s"};
    for (String unit : units) {
      long size = MILLIS.get(unit).longValue();
      if (millis % size == 0) {
        return millis / size + unit;
      }
    }
    return millis + "ms";
  }

  static String size(Setting setting, String value) {
    long bytes = quantity(setting, value, BYTES, "B, kB, MB, GB, TB");
    String[] units = {"TB", "GB", "MB", "kB"};
    for (String unit : units) {
      long size = BYTES.get(unit).longValue();
      if (bytes != 0 && bytes % size == 0) {
        return bytes / size + unit;
      }
    }
    return Long.toString(bytes);
  }

  private static long quantity(
      Setting setting, String value, Map<String, Double> units, String names) {
    Matcher matcher = QUANTITY.matcher(value);
    if (!matcher.matches()) {
      throw invalid(setting, value);
    }
    Double factor = units.get(matcher.group(2));
    if (factor == null) {
      throw invalid(setting, value).withHint("Valid units for this parameter are " + names + ".");
    }
    double amount = Double.parseDouble(matcher.group(1)) * factor;
    if (amount < 0 || amount > Long.MAX_VALUE) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE,
          value + " is outside the valid range for parameter \"" + setting.name() + "\"");
    }
    return Math.round(amount);
  }

  /** A normalised DURATION in milliseconds. */
  public static long millis(String normalised) {
    Matcher matcher = QUANTITY.matcher(normalised);
    return matcher.matches()
        ? Math.round(Double.parseDouble(matcher.group(1)) * MILLIS.get(matcher.group(2)))
        : 0;
  }

  /** A normalised SIZE in bytes. */
  public static long bytes(String normalised) {
    Matcher matcher = QUANTITY.matcher(normalised);
    return matcher.matches()
        ? Math.round(Double.parseDouble(matcher.group(1)) * BYTES.get(matcher.group(2)))
        : 0;
  }

  static String oneOf(Setting setting, String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    if (!setting.allowed().contains(lower)) {
      throw invalid(setting, value)
          .withHint("Available values: " + String.join(", ", setting.allowed()) + ".");
    }
    return lower;
  }

  static String timeZone(Setting setting, String value) {
    if (zone(value) == null) {
      throw invalid(setting, value);
    }
    String name = value.strip();
    if (name.equalsIgnoreCase("utc")) {
      return "UTC";
    }
    if (name.matches("[+-]?\\d+")) {
      int hours = Integer.parseInt(name);
      // POSIX spelling, whose sign is the other way round.
      return String.format("<%+03d>%+03d", hours, -hours);
    }
    return name;
  }

  /** The zone a TimeZone value names; a bare number is hours east of Greenwich; null if unknown. */
  public static ZoneId zone(String value) {
    String name = value.strip();
    Matcher posix = POSIX_ZONE.matcher(name);
    try {
      if (posix.matches()) {
        int west = posix.group(1).equals("-") ? -1 : 1;
        return ZoneOffset.ofTotalSeconds(
            -west * (3600 * field(posix, 2) + 60 * field(posix, 3) + field(posix, 4)));
      }
      if (name.matches("[+-]?\\d+")) {
        int hours = Integer.parseInt(name);
        return Math.abs(hours) > MAX_OFFSET_HOURS ? null : ZoneOffset.ofHours(hours);
      }
      return ZoneId.of(name, ZoneId.SHORT_IDS);
    } catch (DateTimeException e) {
      return ZoneId.getAvailableZoneIds().stream()
          .filter(name::equalsIgnoreCase)
          .findFirst()
          .map(ZoneId::of)
          .orElse(null);
    }
  }

  private static int field(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
  }

  /** A TimeZone value for an offset from Greenwich, such as &lt;+05:30&gt;-05:30. */
  public static String posixZone(long secondsEast) {
    long seconds = Math.abs(secondsEast);
    StringBuilder offset = new StringBuilder(String.format("%02d", seconds / 3600));
    if (seconds % 3600 != 0) {
      offset.append(String.format(":%02d", seconds / 60 % 60));
    }
    if (seconds % 60 != 0) {
      offset.append(String.format(":%02d", seconds % 60));
    }
    return secondsEast > 0 ? "<+" + offset + ">-" + offset : "<-" + offset + ">+" + offset;
  }

  static String dateStyle(Setting setting, String value) {
    String style = "ISO";
    String order = "MDY";
    for (String word : value.split(",")) {
      switch (word.strip().toLowerCase(Locale.ROOT)) {
        case "iso" -> style = "ISO";
        case "mdy", "us", "noneuro", "noneuropean" -> order = "MDY";
        case "dmy", "euro", "european" -> order = "DMY";
        case "ymd" -> order = "YMD";
        case "postgres", "sql", "german" ->
            throw MegaDbException.notSupported("DateStyle " + word.strip());
        default -> throw invalid(setting, value);
      }
    }
    return style + ", " + order;
  }
}
