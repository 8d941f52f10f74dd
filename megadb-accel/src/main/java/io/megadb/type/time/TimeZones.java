package io.megadb.type.time;

import static io.megadb.type.time.PgCalendar.MICROS_PER_SECOND;
import static io.megadb.type.time.PgCalendar.UNIX_EPOCH_SECONDS;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Local time to UTC and back, and zones by name. A local time skipped by a spring-forward change is
 * read with the offset before it, a repeated one with the offset after it, as PostgreSQL does.
 */
public final class TimeZones {
  private static final int MAX_OFFSET_SECONDS = 15 * 3600 + 59 * 60 + 59;
  private static final Map<String, Integer> ABBREVIATIONS =
      Map.ofEntries(
          Map.entry("utc", 0),
          Map.entry("ut", 0),
          Map.entry("gmt", 0),
          Map.entry("z", 0),
          Map.entry("zulu", 0),
          Map.entry("wet", 0),
          Map.entry("west", 3600),
          Map.entry("bst", 3600),
          Map.entry("cet", 3600),
          Map.entry("met", 3600),
          Map.entry("cest", 7200),
          Map.entry("mest", 7200),
          Map.entry("eet", 7200),
          Map.entry("eest", 10800),
          Map.entry("msk", 10800),
          Map.entry("ist", 7200),
          Map.entry("jst", 32400),
          Map.entry("kst", 32400),
          Map.entry("est", -18000),
          Map.entry("edt", -14400),
          Map.entry("cst", -21600),
          Map.entry("cdt", -18000),
          Map.entry("mst", -25200),
          Map.entry("mdt", -21600),
          Map.entry("pst", -28800),
          Map.entry("pdt", -25200),
          Map.entry("akst", -32400),
          Map.entry("akdt", -28800),
          Map.entry("hst", -36000),
          Map.entry("ast", -14400),
          Map.entry("adt", -10800),
          Map.entry("nzst", 43200),
          Map.entry("nzdt", 46800));

  private TimeZones() {}

  /** Seconds east of UTC at an instant, µs from 2000-01-01 UTC. */
  public static int offsetSeconds(ZoneId zone, long micros) {
    if (zone instanceof ZoneOffset fixed) {
      return fixed.getTotalSeconds();
    }
    ZoneRules rules = zone.getRules();
    if (rules.isFixedOffset()) {
      return rules.getOffset(Instant.EPOCH).getTotalSeconds();
    }
    long seconds = Math.floorDiv(micros, MICROS_PER_SECOND) + UNIX_EPOCH_SECONDS;
    return rules.getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds();
  }

  /** Local time of a finite instant; may leave the range of timestamps. */
  public static long toLocal(ZoneId zone, long micros) {
    return micros + offsetSeconds(zone, micros) * MICROS_PER_SECOND;
  }

  /** Instant of a finite local time; may leave the range of timestamps. */
  public static long toUtc(ZoneId zone, long localMicros) {
    return localMicros - localOffsetSeconds(zone, localMicros) * MICROS_PER_SECOND;
  }

  /** Seconds east of UTC at a local time. */
  public static int localOffsetSeconds(ZoneId zone, long localMicros) {
    if (zone instanceof ZoneOffset fixed) {
      return fixed.getTotalSeconds();
    }
    ZoneRules rules = zone.getRules();
    if (rules.isFixedOffset()) {
      return rules.getOffset(Instant.EPOCH).getTotalSeconds();
    }
    long seconds = Math.floorDiv(localMicros, MICROS_PER_SECOND) + UNIX_EPOCH_SECONDS;
    LocalDateTime local = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    ZoneOffsetTransition transition = rules.getTransition(local);
    if (transition == null) {
      return rules.getOffset(local).getTotalSeconds();
    }
    return (transition.isGap() ? transition.getOffsetBefore() : transition.getOffsetAfter())
        .getTotalSeconds();
  }

  /**
   * The zone of a name as in SET TimeZone or AT TIME ZONE: an IANA name in any case, an
   * abbreviation, or a POSIX offset such as "UTC+3" or "+03" (whose sign is turned round: +3 is
   * west in a POSIX specification with letters).
   *
   * @return null if the name is not known
   */
  public static ZoneId find(String name) {
    String trimmed = name.trim();
    Integer abbreviation = ABBREVIATIONS.get(trimmed.toLowerCase(Locale.ROOT));
    if (abbreviation != null) {
      return ZoneOffset.ofTotalSeconds(abbreviation);
    }
    Set<String> ids = ZoneId.getAvailableZoneIds();
    if (ids.contains(trimmed)) {
      return ZoneId.of(trimmed);
    }
    for (String id : ids) {
      if (id.equalsIgnoreCase(trimmed)) {
        return ZoneId.of(id);
      }
    }
    return posix(trimmed);
  }

  private static ZoneId posix(String text) {
    int i = 0;
    while (i < text.length() && Character.isLetter(text.charAt(i))) {
      i++;
    }
    if (i < text.length() && text.charAt(0) == '<') {
      i = text.indexOf('>') + 1;
    } else if (i != 0 && i < 3) {
      return null;
    }
    Integer seconds = offset(text.substring(i));
    return seconds == null ? null : ZoneOffset.ofTotalSeconds(-seconds);
  }

  /** Seconds of "+h", "+hh:mm", "-hhmm" or "+hh:mm:ss"; null if it is none or out of range. */
  public static Integer offset(String text) {
    if (text.isEmpty()) {
      return null;
    }
    int sign = text.charAt(0) == '-' ? -1 : 1;
    String body = text.charAt(0) == '-' || text.charAt(0) == '+' ? text.substring(1) : text;
    String[] parts = body.split(":", -1);
    if (parts.length > 3) {
      return null;
    }
    int[] fields = new int[3];
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].isEmpty() || parts[i].length() > 6) {
        return null;
      }
      for (int j = 0; j < parts[i].length(); j++) {
        if (parts[i].charAt(j) < '0' || parts[i].charAt(j) > '9') {
          return null;
        }
        fields[i] = fields[i] * 10 + parts[i].charAt(j) - '0';
      }
    }
    if (parts.length == 1 && parts[0].length() > 2) {
      int packed = fields[0];
      boolean withSeconds = parts[0].length() > 4;
      fields[2] = withSeconds ? packed % 100 : 0;
      fields[1] = withSeconds ? packed / 100 % 100 : packed % 100;
      fields[0] = withSeconds ? packed / 10000 : packed / 100;
    }
    if (fields[0] > 15 || fields[1] > 59 || fields[2] > 59) {
      return null;
    }
    int seconds = fields[0] * 3600 + fields[1] * 60 + fields[2];
    return seconds > MAX_OFFSET_SECONDS ? null : sign * seconds;
  }

  /** As {@link #find}; an unknown name is 22023. */
  public static ZoneId require(String name) {
    try {
      ZoneId zone = find(name);
      if (zone != null) {
        return zone;
      }
    } catch (DateTimeException e) {
      throw unknown(name, e);
    }
    throw unknown(name, null);
  }

  private static MegaDbException unknown(String name, Throwable cause) {
    return new MegaDbException(
        SqlState.INVALID_PARAMETER_VALUE, "time zone \"" + name + "\" not recognized", cause);
  }
}
