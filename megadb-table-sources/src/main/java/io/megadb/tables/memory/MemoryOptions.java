package io.megadb.tables.memory;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What WITH (…) says of a memory table.
 *
 * @param ttlMs milliseconds after its last write at which a row is gone; {@link #FOREVER} without
 * @param capacity most rows
 * @param evict true if the oldest rows make room, false if writes beyond the capacity are refused
 */
record MemoryOptions(long ttlMs, long capacity, boolean evict) {
  static final long FOREVER = Long.MAX_VALUE;
  private static final long DEFAULT_CAPACITY = 1_000_000;
  private static final long MAX_CAPACITY = 1L << 31;
  private static final Pattern PART =
      Pattern.compile(
          "\\s*([0-9]{1,12})\\s*(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?"
              + "|d|days?|weeks?)\\b\\s*");

  static MemoryOptions parse(Map<String, String> options) {
    long ttlMs = FOREVER;
    long capacity = DEFAULT_CAPACITY;
    boolean evict = false;
    for (Map.Entry<String, String> option : options.entrySet()) {
      String value = option.getValue();
      switch (option.getKey()) {
        case "ttl" -> ttlMs = duration(value);
        case "capacity" -> capacity = capacity(value);
        case "on_full" -> evict = evict(value);
        default ->
            throw invalid("unrecognized parameter \"" + option.getKey() + "\"")
                .withHint("Tables of the tier memory have ttl, capacity and on_full.");
      }
    }
    return new MemoryOptions(ttlMs, capacity, evict);
  }

  private static boolean evict(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "evict" -> true;
      case "refuse" -> false;
      default ->
          throw invalid("invalid value for parameter \"on_full\": \"" + value + "\"")
              .withHint("Use evict or refuse.");
    };
  }

  private static long capacity(String value) {
    try {
      long rows = Long.parseLong(value.strip());
      if (rows >= 1 && rows <= MAX_CAPACITY) {
        return rows;
      }
    } catch (NumberFormatException notANumber) {
      throw badCapacity(value);
    }
    throw badCapacity(value);
  }

  private static MegaDbException badCapacity(String value) {
    return invalid("invalid value for parameter \"capacity\": \"" + value + "\"")
        .withHint("Give a number of rows from 1 to " + MAX_CAPACITY + ".");
  }

  private static long duration(String text) {
    Matcher part = PART.matcher(text.toLowerCase(Locale.ROOT));
    long ms = 0;
    int end = 0;
    while (part.find() && part.start() == end) {
      ms += Long.parseLong(part.group(1)) * unitMs(part.group(2));
      end = part.end();
    }
    if (end != text.length() || ms <= 0) {
      throw invalid("invalid value for parameter \"ttl\": \"" + text + "\"")
          .withHint("Give a time span such as '15 minutes' or '1 hour 30 seconds'.");
    }
    return ms;
  }

  private static long unitMs(String unit) {
    return unit.startsWith("ms") || unit.startsWith("mil")
        ? 1
        : switch (unit.charAt(0)) {
          case 's' -> 1000L;
          case 'm' -> 60_000L;
          case 'h' -> 3_600_000L;
          case 'd' -> 86_400_000L;
          default -> 604_800_000L;
        };
  }

  private static MegaDbException invalid(String message) {
    return new MegaDbException(SqlState.INVALID_PARAMETER_VALUE, message);
  }
}
