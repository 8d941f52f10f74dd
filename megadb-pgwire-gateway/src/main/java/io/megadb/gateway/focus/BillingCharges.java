package io.megadb.gateway.focus;

import java.math.BigDecimal;
import java.time.YearMonth;

/** Makes the rows that one provider bills for one month. Immutable. */
final class BillingCharges {
  static final int CORRECTION_EVERY_MONTHS = 4;

  private static final String CURRENCY = "USD";
  private static final int PRICE_SCALE = 6;
  private static final int COST_SCALE = 10;

  private final CloudProvider provider;
  private final SpendPlan plan;
  private final BillingCalendar calendar;
  private final int month;
  private final String invoiceId;

  BillingCharges(CloudProvider provider, SpendPlan plan, BillingCalendar calendar, int month) {
    this.provider = provider;
    this.plan = plan;
    this.calendar = calendar;
    this.month = month;
    this.invoiceId = invoiceId(provider, calendar.month(month));
  }

  static String invoiceId(CloudProvider provider, YearMonth month) {
    int yyyymm = month.getYear() * 100 + month.getMonthValue();
    return "INV-" + provider.invoiceCode + "-" + yyyymm;
  }

  int firstDay() {
    return calendar.firstDay(month);
  }

  /** Every fourth month corrects the one before it. */
  boolean hasCorrection() {
    return month % CORRECTION_EVERY_MONTHS == CORRECTION_EVERY_MONTHS - 1;
  }

  /** The columns of a usage row that do not change from day to day, and the resource's tags. */
  BillingRow usage(DemoResource resource, boolean committed) {
    String unit = resource.service().unit();
    String listPrice = price(resource.listPriceMicros());
    String contractedPrice = price(resource.contractedPriceMicros());
    BillingRow row = invoiced("Usage", 1);
    row.set(FocusColumn.LIST_UNIT_PRICE, listPrice)
        .set(FocusColumn.CONTRACTED_UNIT_PRICE, contractedPrice)
        .set(FocusColumn.PRICING_CURRENCY_LIST_UNIT_PRICE, listPrice)
        .set(FocusColumn.PRICING_CURRENCY_CONTRACTED_UNIT_PRICE, contractedPrice)
        .set(FocusColumn.PRICING_UNIT, unit)
        .set(FocusColumn.CONSUMED_UNIT, unit)
        .set(FocusColumn.SUB_ACCOUNT_ID, provider.code + "-" + resource.team())
        .set(FocusColumn.SUB_ACCOUNT_NAME, resource.team())
        .set(FocusColumn.SUB_ACCOUNT_TYPE, provider.subAccountType)
        .set(FocusColumn.CHARGE_DESCRIPTION, description(resource))
        .set(FocusColumn.CHARGE_FREQUENCY, "Usage-Based")
        .set(FocusColumn.PRICING_CATEGORY, pricingCategory(resource, committed))
        .set(FocusColumn.SERVICE_CATEGORY, resource.service().category)
        .set(FocusColumn.SERVICE_SUBCATEGORY, resource.service().subcategory)
        .set(FocusColumn.SERVICE_NAME, resource.service().displayName)
        .set(FocusColumn.SKU_ID, resource.skuId())
        .set(FocusColumn.SKU_METER, resource.service().displayName + " " + unit)
        .set(FocusColumn.SKU_PRICE_ID, resource.skuPriceId())
        .set(FocusColumn.SKU_PRICE_DETAILS, skuPriceDetails(resource))
        .set(FocusColumn.RESOURCE_ID, resource.id())
        .set(FocusColumn.RESOURCE_NAME, resource.name())
        .set(FocusColumn.RESOURCE_TYPE, resource.service().displayName)
        .set(FocusColumn.REGION_ID, resource.region().id)
        .set(FocusColumn.REGION_NAME, resource.region().displayName)
        .set(FocusColumn.AVAILABILITY_ZONE, resource.region().id + resource.zone())
        .set(FocusColumn.TAGS, tags(resource));
    return committed ? withPlan(row, "Used") : row;
  }

  /** The day's fee of the spend plan: billed now, effective through the usage it covers. */
  BillingRow purchase(int day) {
    String fee = BigDecimal.valueOf(plan.feePerDayE10(), COST_SCALE).toPlainString();
    String feeAsPrice = price(plan.feePerDayE10() / 10_000);
    BillingRow row = planRow("Purchase", 2, day);
    row.allCosts(BigDecimal.valueOf(plan.feePerDayE10(), COST_SCALE))
        .set(FocusColumn.EFFECTIVE_COST, zero())
        .set(FocusColumn.PRICING_CURRENCY_EFFECTIVE_COST, zero())
        .set(FocusColumn.LIST_UNIT_PRICE, feeAsPrice)
        .set(FocusColumn.CONTRACTED_UNIT_PRICE, feeAsPrice)
        .set(FocusColumn.PRICING_CURRENCY_LIST_UNIT_PRICE, feeAsPrice)
        .set(FocusColumn.PRICING_CURRENCY_CONTRACTED_UNIT_PRICE, feeAsPrice)
        .set(FocusColumn.PRICING_QUANTITY, "1.0000")
        .set(FocusColumn.PRICING_UNIT, "Days")
        .set(FocusColumn.CHARGE_DESCRIPTION, "Spend plan, daily fee")
        .set(FocusColumn.CHARGE_FREQUENCY, "Recurring")
        .set(FocusColumn.PRICING_CATEGORY, "Standard")
        .set(FocusColumn.COMMITMENT_DISCOUNT_QUANTITY, fee)
        .set(
            FocusColumn.CONTRACT_APPLIED,
            "{\"Elements\": [{\"ContractId\": \""
                + provider.code
                + "-contract\", \"ContractCommitmentId\": \""
                + planId()
                + "\", \"ContractCommitmentAppliedCost\": "
                + fee
                + "}]}");
    return withPlan(row, null);
  }

  /** The part of the day's fee that no usage consumed. */
  BillingRow unused(int day, long amountE10) {
    String amount = BigDecimal.valueOf(amountE10, COST_SCALE).toPlainString();
    BillingRow row = planRow("Usage", 1, day);
    row.allCosts(BigDecimal.ZERO.setScale(COST_SCALE))
        .set(FocusColumn.EFFECTIVE_COST, amount)
        .set(FocusColumn.PRICING_CURRENCY_EFFECTIVE_COST, amount)
        .set(FocusColumn.CHARGE_DESCRIPTION, "Spend plan, unused")
        .set(FocusColumn.CHARGE_FREQUENCY, "Usage-Based")
        .set(FocusColumn.PRICING_CATEGORY, "Committed")
        .set(FocusColumn.COMMITMENT_DISCOUNT_QUANTITY, amount);
    return withPlan(row, "Unused");
  }

  BillingRow tax(BigDecimal amount) {
    return monthly("Tax", 3, "Tax, 10 %", month, amount);
  }

  BillingRow credit(BigDecimal amount) {
    return monthly("Credit", 4, "Volume credit, 0.5 %", month, amount);
  }

  /** Billed now for the previous month. */
  BillingRow correction(BigDecimal amount) {
    BillingRow row = monthly("Adjustment", 5, "Correction of last month", month - 1, amount);
    return row.set(FocusColumn.CHARGE_CLASS, "Correction");
  }

  private BillingRow planRow(String category, int detail, int day) {
    return invoiced(category, detail)
        .set(FocusColumn.CHARGE_PERIOD_START, calendar.dayStartText(day))
        .set(FocusColumn.CHARGE_PERIOD_END, calendar.dayStartText(day + 1))
        .set(FocusColumn.SERVICE_CATEGORY, CloudService.VIRTUAL_MACHINES.category)
        .set(FocusColumn.SERVICE_SUBCATEGORY, CloudService.VIRTUAL_MACHINES.subcategory)
        .set(FocusColumn.SERVICE_NAME, CloudService.VIRTUAL_MACHINES.displayName)
        .set(FocusColumn.TAGS, "{}");
  }

  private BillingRow monthly(
      String category, int detail, String description, int chargedMonth, BigDecimal amount) {
    int lastDay = calendar.firstDay(chargedMonth + 1);
    return invoiced(category, detail)
        .allCosts(amount)
        .set(
            FocusColumn.CHARGE_PERIOD_START, calendar.dayStartText(calendar.firstDay(chargedMonth)))
        .set(FocusColumn.CHARGE_PERIOD_END, calendar.dayStartText(lastDay))
        .set(FocusColumn.CHARGE_DESCRIPTION, description)
        .set(FocusColumn.CHARGE_FREQUENCY, "Recurring")
        .set(FocusColumn.SERVICE_CATEGORY, "Other")
        .set(FocusColumn.SERVICE_SUBCATEGORY, "Other (Other)")
        .set(FocusColumn.SERVICE_NAME, "Billing")
        .set(FocusColumn.TAGS, "{}");
  }

  private BillingRow invoiced(String category, int detail) {
    return new BillingRow()
        .set(FocusColumn.CHARGE_CATEGORY, category)
        .set(FocusColumn.PRICING_CURRENCY, CURRENCY)
        .set(FocusColumn.BILLING_CURRENCY, CURRENCY)
        .set(FocusColumn.BILLING_PERIOD_START, calendar.dayStartText(calendar.firstDay(month)))
        .set(FocusColumn.BILLING_PERIOD_END, calendar.dayStartText(calendar.firstDay(month + 1)))
        .set(FocusColumn.BILLING_ACCOUNT_ID, provider.code + "-payer")
        .set(FocusColumn.BILLING_ACCOUNT_NAME, "Demo company at " + provider.displayName)
        .set(FocusColumn.BILLING_ACCOUNT_TYPE, "Payer")
        .set(FocusColumn.INVOICE_ID, invoiceId)
        .set(FocusColumn.INVOICE_DETAIL_ID, invoiceId + "-" + detail)
        .set(FocusColumn.INVOICE_ISSUER_NAME, provider.displayName)
        .set(FocusColumn.SERVICE_PROVIDER_NAME, provider.displayName)
        .set(FocusColumn.HOST_PROVIDER_NAME, provider.displayName);
  }

  private BillingRow withPlan(BillingRow row, String status) {
    return row.set(FocusColumn.COMMITMENT_DISCOUNT_ID, planId())
        .set(FocusColumn.COMMITMENT_DISCOUNT_NAME, "Compute spend plan, one year")
        .set(FocusColumn.COMMITMENT_DISCOUNT_CATEGORY, "Spend")
        .set(FocusColumn.COMMITMENT_DISCOUNT_TYPE, "Spend Plan")
        .set(FocusColumn.COMMITMENT_DISCOUNT_STATUS, status)
        .set(FocusColumn.COMMITMENT_DISCOUNT_UNIT, CURRENCY);
  }

  private String planId() {
    return plan.id(calendar.months() - 1 - month);
  }

  private static String pricingCategory(DemoResource resource, boolean committed) {
    if (committed) {
      return "Committed";
    }
    return resource.environment().equals("dev") ? "Dynamic" : "Standard";
  }

  private static String description(DemoResource resource) {
    return resource.service().displayName
        + " "
        + resource.instanceType()
        + " in "
        + resource.region().displayName;
  }

  private static String skuPriceDetails(DemoResource resource) {
    return "{\"InstanceType\": \""
        + resource.instanceType()
        + "\", \"InstanceSeries\": \""
        + resource.family()
        + "\", \"CoreCount\": "
        + resource.size().vcpu
        + ", \"MemorySize\": "
        + resource.size().memoryGib
        + "}";
  }

  private static String tags(DemoResource resource) {
    return "{\"env\": \"" + resource.environment() + "\", \"team\": \"" + resource.team() + "\"}";
  }

  private static String price(long micros) {
    return BigDecimal.valueOf(micros, PRICE_SCALE).toPlainString();
  }

  private static String zero() {
    return BigDecimal.ZERO.setScale(COST_SCALE).toPlainString();
  }
}
