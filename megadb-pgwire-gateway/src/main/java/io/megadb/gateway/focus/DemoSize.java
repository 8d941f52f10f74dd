package io.megadb.gateway.focus;

import java.time.YearMonth;

/**
 * How much to generate. Every byte of the output follows from these three numbers.
 *
 * @param resources number of cloud resources, 1 to 999,999 (ids have six digits)
 * @param months calendar months of daily charges, 1 to 120; the last one is always October 2026
 * @param seed any number; another seed is another company
 */
public record DemoSize(int resources, int months, long seed) {
  /** The last generated month; the question's twelve closed months end with it. */
  static final YearMonth LAST_MONTH = YearMonth.of(2026, 10);

  /** Some 115,000 billing rows: twelve closed months and the one before them. */
  public static final DemoSize DEFAULT = new DemoSize(300, 13, 2026);

  public DemoSize {
    if (resources < 1 || resources > 999_999) {
      throw new IllegalArgumentException("resources must be 1 to 999999, not " + resources);
    }
    if (months < 1 || months > 120) {
      throw new IllegalArgumentException("months must be 1 to 120, not " + months);
    }
  }
}
