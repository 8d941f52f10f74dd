package io.megadb.gateway.focus;

/**
 * A provider's commitment: so many dollars a day, bought for the covered virtual machines at 70 %
 * of list price and over-bought by one machine of the largest price.
 *
 * @param feePerDayE10 dollars a day with ten decimals; 0 when nothing is covered, and no plan
 *     exists
 */
record SpendPlan(CloudProvider provider, long feePerDayE10) {
  private static final int PERCENT_OF_LIST = 70;

  static SpendPlan of(CloudProvider provider, Inventory inventory, UsageRules usage) {
    long priceSum = 0;
    long largest = 0;
    for (int i = 0; i < inventory.resourceCount(); i++) {
      DemoResource resource = inventory.resource(i);
      if (resource.provider() == provider && usage.isCovered(resource)) {
        priceSum += committedPriceMicros(resource);
        largest = Math.max(largest, committedPriceMicros(resource));
      }
    }
    return new SpendPlan(provider, (priceSum + largest) * UsageRules.FULL_DAY_E4);
  }

  static long committedPriceMicros(DemoResource resource) {
    return resource.listPriceMicros() * PERCENT_OF_LIST / 100;
  }

  boolean exists() {
    return feePerDayE10 > 0;
  }

  /** Id of the one-year plan in force; plans end with the last generated month or years before. */
  String id(int monthsBeforeLast) {
    int startMonthsBeforeLast = monthsBeforeLast / 12 * 12 + 11;
    return provider.code + "-spend-plan-" + DemoSize.LAST_MONTH.minusMonths(startMonthsBeforeLast);
  }
}
