package io.megadb.gateway.focus;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The data sets beside Cost and Usage, made from the same numbers: what the invoices bill adds up
 * to the bill, and the commitments are those that its charges name. All generated months are
 * closed. Rows are in the order of the tables' columns. Immutable.
 */
final class SupportingDataSets {
  private static final String CURRENCY = "USD";
  private static final int MONTHS_OF_PLAN = 12;

  /** Days after the end of a month. */
  private static final int ISSUED_AFTER = 2;

  private static final int CLOSED_AFTER = 3;
  private static final int DUE_AFTER = ISSUED_AFTER + 30;

  private final BillingWriter billing;
  private final BillingCalendar calendar;

  SupportingDataSets(BillingWriter billing, BillingCalendar calendar) {
    this.billing = billing;
    this.calendar = calendar;
  }

  /** A line for each kind of charge of each invoice, without lines of nothing. */
  List<List<String>> invoiceDetails() {
    List<List<String>> rows = new ArrayList<>();
    for (int month = 0; month < calendar.months(); month++) {
      for (BillingWriter.Account account : billing.accounts()) {
        BillingWriter.InvoiceAmounts amounts = billing.amounts(account, month);
        CloudProvider provider = account.provider();
        String invoice = BillingCharges.invoiceId(provider, calendar.month(month));
        String before = BillingCharges.invoiceId(provider, calendar.month(month).minusMonths(1));
        add(rows, account, month, 1, "Usage", amounts.usage(), invoice);
        add(rows, account, month, 2, "Purchase", amounts.purchase(), invoice);
        add(rows, account, month, 3, "Tax", amounts.tax(), invoice);
        add(rows, account, month, 4, "Credit", amounts.credit(), invoice);
        add(rows, account, month, 5, "Adjustment", amounts.correction(), before);
      }
    }
    return rows;
  }

  private void add(
      List<List<String>> rows,
      BillingWriter.Account account,
      int month,
      int detail,
      String category,
      BigDecimal amount,
      String reference) {
    if (amount.signum() == 0) {
      return;
    }
    CloudProvider provider = account.provider();
    YearMonth billed = calendar.month(month);
    String invoice = BillingCharges.invoiceId(provider, billed);
    Map<String, String> row = new LinkedHashMap<>();
    row.put("InvoiceId", invoice);
    row.put("InvoiceDetailId", invoice + "-" + detail);
    row.put("InvoiceIssuerName", provider.displayName);
    row.put("BillingAccountId", provider.code + "-payer");
    row.put("ChargeCategory", category);
    row.put("BilledCost", amount.toPlainString());
    row.put("BillingCurrency", CURRENCY);
    row.put("BillingPeriodStart", start(billed));
    row.put("BillingPeriodEnd", afterEnd(billed, 0));
    row.put("InvoiceDetailDescription", category + " of " + billed);
    row.put("InvoiceDetailCreated", afterEnd(billed, ISSUED_AFTER));
    row.put("InvoiceDetailLastUpdated", afterEnd(billed, ISSUED_AFTER));
    row.put("InvoiceIssueDate", afterEnd(billed, ISSUED_AFTER));
    row.put("InvoiceIssueStatus", "Issued");
    row.put("PaymentTerms", "Net 30");
    row.put("PaymentDueDate", afterEnd(billed, DUE_AFTER));
    row.put("ReferenceInvoiceId", reference);
    rows.add(values(FocusDataSet.INVOICE_DETAIL, row));
  }

  /** Each month of each provider. */
  List<List<String>> billingPeriods() {
    List<List<String>> rows = new ArrayList<>();
    for (int month = 0; month < calendar.months(); month++) {
      YearMonth billed = calendar.month(month);
      for (BillingWriter.Account account : billing.accounts()) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("InvoiceIssuerName", account.provider().displayName);
        row.put("BillingPeriodStart", start(billed));
        row.put("BillingPeriodEnd", afterEnd(billed, 0));
        row.put("BillingPeriodStatus", "Closed");
        row.put("BillingPeriodCreated", start(billed));
        row.put("BillingPeriodLastUpdated", afterEnd(billed, CLOSED_AFTER));
        rows.add(values(FocusDataSet.BILLING_PERIOD, row));
      }
    }
    return rows;
  }

  /** The spend plans that charges name, each of a year; the last ones end with the data. */
  List<List<String>> contractCommitments() {
    List<List<String>> rows = new ArrayList<>();
    TreeSet<Integer> yearsBeforeLast = new TreeSet<>();
    for (int month = 0; month < calendar.months(); month++) {
      yearsBeforeLast.add((calendar.months() - 1 - month) / MONTHS_OF_PLAN);
    }
    for (BillingWriter.Account account : billing.accounts()) {
      for (int years : yearsBeforeLast.descendingSet()) {
        if (account.plan().exists()) {
          rows.add(commitment(account, years, yearsBeforeLast.last()));
        }
      }
    }
    return rows;
  }

  private static List<String> commitment(
      BillingWriter.Account account, int yearsBeforeLast, int oldest) {
    CloudProvider provider = account.provider();
    YearMonth last = DemoSize.LAST_MONTH.minusYears(yearsBeforeLast);
    YearMonth first = last.minusMonths(MONTHS_OF_PLAN - 1L);
    long days =
        first.atDay(1).until(last.plusMonths(1).atDay(1), java.time.temporal.ChronoUnit.DAYS);
    String cost =
        BigDecimal.valueOf(account.plan().feePerDayE10(), 10)
            .multiply(BigDecimal.valueOf(days))
            .toPlainString();
    String name = "ContractCommitment";
    Map<String, String> row = new LinkedHashMap<>();
    row.put("ContractId", provider.code + "-contract");
    row.put("ContractPeriodStart", start(first.minusYears(oldest - yearsBeforeLast)));
    row.put("ContractPeriodEnd", afterEnd(DemoSize.LAST_MONTH, 0));
    row.put(name + "Id", account.plan().id(yearsBeforeLast * MONTHS_OF_PLAN));
    row.put(name + "Type", "Spend Plan");
    row.put(name + "Category", "Spend");
    row.put(name + "Description", "Compute spend plan, one year");
    row.put(name + "Cost", cost);
    row.put(name + "PeriodStart", start(first));
    row.put(name + "PeriodEnd", afterEnd(last, 0));
    row.put(name + "DurationType", "12 Months");
    row.put(name + "LifecycleStatus", yearsBeforeLast == 0 ? "Active" : "Expired");
    row.put(name + "Model", "Continuous");
    row.put(name + "BenefitCategory", "Discount");
    row.put(name + "DiscountPercentage", "0.30");
    row.put(name + "OfferCategory", "Public");
    row.put(name + "FulfillmentInterval", "Daily");
    row.put(name + "PaymentModel", "No Upfront");
    row.put(name + "PaymentInterval", "Monthly");
    row.put(name + "PaymentUpfrontPercentage", "0");
    row.put(name + "Applicability", "{\"IsComplexScope\": true}");
    row.put(name + "Created", start(first));
    row.put(name + "LastUpdated", yearsBeforeLast == 0 ? start(first) : afterEnd(last, 0));
    row.put("BillingCurrency", CURRENCY);
    row.put("PricingCurrency", CURRENCY);
    row.put("PricingCurrency" + name + "Cost", cost);
    row.put("InvoiceIssuerName", provider.displayName);
    row.put("ServiceProviderName", provider.displayName);
    return values(FocusDataSet.CONTRACT_COMMITMENT, row);
  }

  /** The values in the order of the data set's columns, null where a column is not set. */
  private static List<String> values(FocusDataSet set, Map<String, String> row) {
    List<String> values = new ArrayList<>();
    set.columns().forEach(column -> values.add(row.remove(column.focusName())));
    if (!row.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s has no columns %s", set.title(), row.keySet()));
    }
    return values;
  }

  private static String start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString();
  }

  private static String afterEnd(YearMonth month, int days) {
    return month
        .plusMonths(1)
        .atDay(1)
        .plusDays(days)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant()
        .toString();
  }
}
