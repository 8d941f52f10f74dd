package io.megadb.operator.key;

/** PostgreSQL's measure of an interval: a month is 30 days, a day 24 hours. */
final class IntervalSpan {
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final long MONTH_DAYS = 30;

  private IntervalSpan() {}

  /** Whole days. */
  static long days(int months, int days, long micros) {
    return months * MONTH_DAYS + days + Math.floorDiv(micros, DAY_MICROS);
  }

  /** Microseconds beyond the whole days, 0 or more. */
  static long rest(long micros) {
    return Math.floorMod(micros, DAY_MICROS);
  }
}
