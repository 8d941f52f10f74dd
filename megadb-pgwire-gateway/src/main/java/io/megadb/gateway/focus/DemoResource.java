package io.megadb.gateway.focus;

/**
 * One cloud resource of the inventory.
 *
 * @param index position in generation order, 0-based; later resources depend on earlier ones
 * @param firstDay first charged day, counted from the first generated day; 0 for most
 */
record DemoResource(
    int index,
    CloudProvider provider,
    CloudRegion region,
    CloudService service,
    InstanceSize size,
    String family,
    String team,
    String environment,
    boolean running,
    boolean encrypted,
    int backupDays,
    char zone,
    int firstDay,
    int discountPercent) {

  String id() {
    return provider.code + ":" + region.id + ":" + service.code + "/r-" + sixDigits();
  }

  String name() {
    return team + "-" + service.code + "-" + sixDigits();
  }

  String instanceType() {
    return family + "." + size.label;
  }

  String skuId() {
    return provider.code + "-" + service.code + "-" + region.id;
  }

  String skuPriceId() {
    return skuId() + "-" + instanceType();
  }

  boolean production() {
    return environment.equals("prod");
  }

  long listPriceMicros() {
    return service.baseListPriceMicros * size.priceFactor;
  }

  /** Exact: every list price is a multiple of 100 millionths. */
  long contractedPriceMicros() {
    return listPriceMicros() * (100 - discountPercent) / 100;
  }

  /** Value of the jsonb column {@code config}. */
  String config() {
    return "{\"encrypted\": " + encrypted + ", \"backup_days\": " + backupDays + "}";
  }

  private String sixDigits() {
    String digits = Integer.toString(index);
    return "000000".substring(digits.length()) + digits;
  }
}
