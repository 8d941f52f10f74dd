package io.megadb.gateway.focus;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The 65 columns of the Cost and Usage data set of FOCUS 1.4, in the order of the table
 * focus_billing.
 */
public enum FocusColumn {
  BILLED_COST("BilledCost", Kind.DECIMAL),
  EFFECTIVE_COST("EffectiveCost", Kind.DECIMAL),
  LIST_COST("ListCost", Kind.DECIMAL),
  CONTRACTED_COST("ContractedCost", Kind.DECIMAL),
  LIST_UNIT_PRICE("ListUnitPrice", Kind.DECIMAL),
  CONTRACTED_UNIT_PRICE("ContractedUnitPrice", Kind.DECIMAL),
  PRICING_CURRENCY("PricingCurrency", Kind.TEXT),
  PRICING_CURRENCY_LIST_UNIT_PRICE("PricingCurrencyListUnitPrice", Kind.DECIMAL),
  PRICING_CURRENCY_CONTRACTED_UNIT_PRICE("PricingCurrencyContractedUnitPrice", Kind.DECIMAL),
  PRICING_CURRENCY_EFFECTIVE_COST("PricingCurrencyEffectiveCost", Kind.DECIMAL),
  PRICING_QUANTITY("PricingQuantity", Kind.DECIMAL),
  PRICING_UNIT("PricingUnit", Kind.TEXT),
  CONSUMED_QUANTITY("ConsumedQuantity", Kind.DECIMAL),
  CONSUMED_UNIT("ConsumedUnit", Kind.TEXT),
  BILLING_PERIOD_START("BillingPeriodStart", Kind.TIMESTAMP),
  BILLING_PERIOD_END("BillingPeriodEnd", Kind.TIMESTAMP),
  CHARGE_PERIOD_START("ChargePeriodStart", Kind.TIMESTAMP),
  CHARGE_PERIOD_END("ChargePeriodEnd", Kind.TIMESTAMP),
  BILLING_ACCOUNT_ID("BillingAccountId", Kind.TEXT),
  BILLING_ACCOUNT_NAME("BillingAccountName", Kind.TEXT),
  BILLING_ACCOUNT_TYPE("BillingAccountType", Kind.TEXT),
  SUB_ACCOUNT_ID("SubAccountId", Kind.TEXT),
  SUB_ACCOUNT_NAME("SubAccountName", Kind.TEXT),
  SUB_ACCOUNT_TYPE("SubAccountType", Kind.TEXT),
  BILLING_CURRENCY("BillingCurrency", Kind.TEXT),
  CHARGE_CATEGORY("ChargeCategory", Kind.TEXT),
  CHARGE_CLASS("ChargeClass", Kind.TEXT),
  CHARGE_DESCRIPTION("ChargeDescription", Kind.TEXT),
  CHARGE_FREQUENCY("ChargeFrequency", Kind.TEXT),
  PRICING_CATEGORY("PricingCategory", Kind.TEXT),
  COMMITMENT_DISCOUNT_ID("CommitmentDiscountId", Kind.TEXT),
  COMMITMENT_DISCOUNT_NAME("CommitmentDiscountName", Kind.TEXT),
  COMMITMENT_DISCOUNT_CATEGORY("CommitmentDiscountCategory", Kind.TEXT),
  COMMITMENT_DISCOUNT_TYPE("CommitmentDiscountType", Kind.TEXT),
  COMMITMENT_DISCOUNT_STATUS("CommitmentDiscountStatus", Kind.TEXT),
  COMMITMENT_DISCOUNT_QUANTITY("CommitmentDiscountQuantity", Kind.DECIMAL),
  COMMITMENT_DISCOUNT_UNIT("CommitmentDiscountUnit", Kind.TEXT),
  COMMITMENT_PROGRAM_ELIGIBILITY_DETAILS("CommitmentProgramEligibilityDetails", Kind.JSON),
  CAPACITY_RESERVATION_ID("CapacityReservationId", Kind.TEXT),
  CAPACITY_RESERVATION_STATUS("CapacityReservationStatus", Kind.TEXT),
  CONTRACT_APPLIED("ContractApplied", Kind.JSON),
  INVOICE_ID("InvoiceId", Kind.TEXT),
  INVOICE_DETAIL_ID("InvoiceDetailId", Kind.TEXT),
  INVOICE_ISSUER_NAME("InvoiceIssuerName", Kind.TEXT),
  SERVICE_PROVIDER_NAME("ServiceProviderName", Kind.TEXT),
  HOST_PROVIDER_NAME("HostProviderName", Kind.TEXT),
  SERVICE_CATEGORY("ServiceCategory", Kind.TEXT),
  SERVICE_SUBCATEGORY("ServiceSubcategory", Kind.TEXT),
  SERVICE_NAME("ServiceName", Kind.TEXT),
  SKU_ID("SkuId", Kind.TEXT),
  SKU_METER("SkuMeter", Kind.TEXT),
  SKU_PRICE_ID("SkuPriceId", Kind.TEXT),
  SKU_PRICE_DETAILS("SkuPriceDetails", Kind.JSON),
  RESOURCE_ID("ResourceId", Kind.TEXT),
  RESOURCE_NAME("ResourceName", Kind.TEXT),
  RESOURCE_TYPE("ResourceType", Kind.TEXT),
  REGION_ID("RegionId", Kind.TEXT),
  REGION_NAME("RegionName", Kind.TEXT),
  AVAILABILITY_ZONE("AvailabilityZone", Kind.TEXT),
  ALLOCATED_METHOD_ID("AllocatedMethodId", Kind.TEXT),
  ALLOCATED_METHOD_DETAILS("AllocatedMethodDetails", Kind.JSON),
  ALLOCATED_RESOURCE_ID("AllocatedResourceId", Kind.TEXT),
  ALLOCATED_RESOURCE_NAME("AllocatedResourceName", Kind.TEXT),
  ALLOCATED_TAGS("AllocatedTags", Kind.JSON),
  TAGS("Tags", Kind.JSON);

  /** What values a column holds. */
  public enum Kind {
    TEXT,
    /** Decimal number; an exponent is allowed, a thousands separator is not. */
    DECIMAL,
    /** UTC time. */
    TIMESTAMP,
    /** JSON object, stored as the text that the provider wrote. */
    JSON
  }

  private final String focusName;
  private final Kind kind;

  FocusColumn(String focusName, Kind kind) {
    this.focusName = focusName;
    this.kind = kind;
  }

  /** Name as the specification spells it, such as {@code BilledCost}. */
  public String focusName() {
    return focusName;
  }

  /** Name of the column in the table: the specification's name in lower case. */
  public String columnName() {
    return focusName.toLowerCase(Locale.ROOT);
  }

  /** What values the column holds. */
  public Kind kind() {
    return kind;
  }

  /** Position in the table and in a row, 0-based. */
  @SuppressWarnings("EnumOrdinal") // The order of the columns is the order of the table.
  public int position() {
    return ordinal();
  }

  static List<String> columnNames() {
    return Stream.of(values()).map(FocusColumn::columnName).toList();
  }
}
