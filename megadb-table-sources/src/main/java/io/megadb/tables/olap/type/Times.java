package io.megadb.tables.olap.type;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;

/** Dates and timestamps between PostgreSQL's epoch (2000) and Iceberg's (1970). Stateless. */
public final class Times {
  private static final int DAYS = 10_957;
  private static final long MICROS = 946_684_800_000_000L;

  private Times() {}

  public static int storedDate(long days) {
    return days == Integer.MAX_VALUE || days == Integer.MIN_VALUE ? (int) days : (int) days + DAYS;
  }

  public static long date(int stored) {
    return stored == Integer.MAX_VALUE || stored == Integer.MIN_VALUE ? stored : stored - DAYS;
  }

  /** 22008 for the last 30 years of PostgreSQL's range, which do not fit. */
  public static long storedTimestamp(long micros) {
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      return micros;
    }
    if (micros >= Long.MAX_VALUE - MICROS) {
      throw new MegaDbException(
              SqlState.DATETIME_FIELD_OVERFLOW, "timestamp out of range for an olap table")
          .withHint(
              "Iceberg's timestamps end in the year 294247; use 'infinity' or the tier oltp.");
    }
    return micros + MICROS;
  }

  public static long timestamp(long stored) {
    return stored == Long.MAX_VALUE || stored == Long.MIN_VALUE ? stored : stored - MICROS;
  }
}
