package io.megadb.gateway.focus;

import io.megadb.gateway.focus.SeededHash.Stream;

/**
 * How much of a resource was used on a day. Quantities are ten-thousandths of a unit. Immutable.
 */
final class UsageRules {
  /** 24 hours. */
  static final long FULL_DAY_E4 = 240_000;

  private static final int SPIKE_FIRST_DAY = 330;
  private static final int SPIKE_LAST_DAY = 339;
  private static final int SPIKE_FACTOR = 4;
  private static final int DAYS_PER_BILLED_MONTH = 30;

  private final SeededHash hash;
  private final BillingCalendar calendar;

  UsageRules(long seed, BillingCalendar calendar) {
    this.hash = new SeededHash(seed);
    this.calendar = calendar;
  }

  /** Two thirds of the production virtual machines are covered by their provider's spend plan. */
  boolean isCovered(DemoResource resource) {
    return resource.service() == CloudService.VIRTUAL_MACHINES
        && resource.production()
        && hash.below(Stream.COVERED, resource.index(), 0, 3) < 2;
  }

  /** One resource in 60 uses four times as much during days 330 to 339. */
  boolean hasSpike(DemoResource resource) {
    return hash.below(Stream.SPIKE, resource.index(), 0, 60) == 0;
  }

  boolean isSpikeDay(int day) {
    return day >= SPIKE_FIRST_DAY && day <= SPIKE_LAST_DAY;
  }

  long quantityE4(DemoResource resource, int day) {
    long quantity = resource.service().hourly ? hoursE4(resource, day) : gbMonthsE4(resource, day);
    return isSpikeDay(day) && hasSpike(resource) ? quantity * SPIKE_FACTOR : quantity;
  }

  /** Nine in ten charges carry the tags of their resource. */
  boolean isTagged(DemoResource resource, int day) {
    return hash.below(Stream.TAGGED, resource.index(), day, 10) != 0;
  }

  private long hoursE4(DemoResource resource, int day) {
    long hours = FULL_DAY_E4;
    if (!resource.production() && calendar.isWeekend(day)) {
      hours /= 3;
    }
    return hash.below(Stream.HALF_DAY, resource.index(), day, 100) == 0 ? hours / 2 : hours;
  }

  /** 200 to 2,199 GB on the first day, a thousandth of that more each day. */
  private long gbMonthsE4(DemoResource resource, int day) {
    long gigabytes = 200L + hash.below(Stream.STORAGE, resource.index(), 0, 2000);
    return gigabytes * 10_000 * (1000 + day) / (1000 * DAYS_PER_BILLED_MONTH);
  }
}
