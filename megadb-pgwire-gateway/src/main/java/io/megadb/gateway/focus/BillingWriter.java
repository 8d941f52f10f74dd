package io.megadb.gateway.focus;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes focus_billing month by month, in a month provider by provider, there the usage sorted by
 * resource and day, then the spend plan, then tax, credit and correction. That is the order in
 * which the table is partitioned and sorted. Confined to one thread.
 */
final class BillingWriter {
  private static final int COST_SCALE = 10;
  private static final String TAX = "0.10";
  private static final String CREDIT = "-0.005";
  private static final String CORRECTION = "-0.001";

  private final UsageRules usage;
  private final BillingCalendar calendar;
  private final List<Account> accounts = new ArrayList<>();

  /** One provider's resources, sorted by id, and its spend plan. */
  record Account(CloudProvider provider, List<DemoResource> resources, SpendPlan plan) {}

  BillingWriter(Inventory inventory, UsageRules usage, BillingCalendar calendar) {
    this.usage = usage;
    this.calendar = calendar;
    for (CloudProvider provider : CloudProvider.values()) {
      List<DemoResource> owned = new ArrayList<>();
      for (int i = 0; i < inventory.resourceCount(); i++) {
        if (inventory.resource(i).provider() == provider) {
          owned.add(inventory.resource(i));
        }
      }
      owned.sort(Comparator.comparing(DemoResource::id));
      accounts.add(new Account(provider, owned, SpendPlan.of(provider, inventory, usage)));
    }
  }

  /** Exact number of rows that {@link #write} writes, without the header. */
  long rows() {
    long rows = 0;
    for (Account account : accounts) {
      rows += account.plan().exists() ? 2L * calendar.days() : 0;
      rows += 2L * calendar.months() + calendar.months() / BillingCharges.CORRECTION_EVERY_MONTHS;
      for (DemoResource resource : account.resources()) {
        rows += calendar.days() - resource.firstDay();
        if (usage.isCovered(resource) && usage.hasSpike(resource)) {
          rows += spikeOverflowDays(resource);
        }
      }
    }
    return rows;
  }

  void write(CsvBuffer out) throws IOException {
    out.row(FocusColumn.columnNames());
    for (int month = 0; month < calendar.months(); month++) {
      for (Account account : accounts) {
        writeMonth(out, account, month);
      }
    }
  }

  List<Account> accounts() {
    return accounts;
  }

  /**
   * What an invoice of one month bills, as {@link #write} spreads it over rows.
   *
   * @param purchase fees of the spend plan
   * @param correction of the month before; zero in most months
   */
  record InvoiceAmounts(
      BigDecimal usage,
      BigDecimal purchase,
      BigDecimal tax,
      BigDecimal credit,
      BigDecimal correction) {}

  /** The amounts of one account's invoice, without writing its rows. */
  InvoiceAmounts amounts(Account account, int month) {
    BigInteger used = BigInteger.ZERO;
    int end = calendar.firstDay(month + 1);
    for (DemoResource resource : account.resources()) {
      long covered = usage.isCovered(resource) ? UsageRules.FULL_DAY_E4 : 0;
      long quantity = 0;
      for (int day = Math.max(calendar.firstDay(month), resource.firstDay()); day < end; day++) {
        quantity += Math.max(0, usage.quantityE4(resource, day) - covered);
      }
      used =
          used.add(
              BigInteger.valueOf(quantity)
                  .multiply(BigInteger.valueOf(resource.contractedPriceMicros())));
    }
    BigInteger fees =
        BigInteger.valueOf(account.plan().feePerDayE10())
            .multiply(BigInteger.valueOf(end - calendar.firstDay(month)));
    BigDecimal invoiced = new BigDecimal(used.add(fees), COST_SCALE);
    boolean corrects =
        new BillingCharges(account.provider(), account.plan(), calendar, month).hasCorrection();
    return new InvoiceAmounts(
        new BigDecimal(used, COST_SCALE),
        new BigDecimal(fees, COST_SCALE),
        share(invoiced, TAX),
        share(invoiced, CREDIT),
        corrects ? share(invoiced, CORRECTION) : BigDecimal.ZERO);
  }

  private void writeMonth(CsvBuffer out, Account account, int month) throws IOException {
    BillingCharges charges =
        new BillingCharges(account.provider(), account.plan(), calendar, month);
    BigInteger billed = BigInteger.ZERO;
    long[] usedPerDay = new long[calendar.firstDay(month + 1) - calendar.firstDay(month)];
    for (DemoResource resource : account.resources()) {
      if (resource.firstDay() < calendar.firstDay(month + 1)) {
        billed = billed.add(BigInteger.valueOf(writeUsage(out, charges, resource, usedPerDay)));
      }
    }
    if (account.plan().exists()) {
      for (int i = 0; i < usedPerDay.length; i++) {
        int day = calendar.firstDay(month) + i;
        out.row(charges.purchase(day).fields());
        out.row(charges.unused(day, account.plan().feePerDayE10() - usedPerDay[i]).fields());
        billed = billed.add(BigInteger.valueOf(account.plan().feePerDayE10()));
      }
    }
    BigDecimal invoiced = new BigDecimal(billed, COST_SCALE);
    out.row(charges.tax(share(invoiced, TAX)).fields());
    out.row(charges.credit(share(invoiced, CREDIT)).fields());
    if (charges.hasCorrection()) {
      out.row(charges.correction(share(invoiced, CORRECTION)).fields());
    }
  }

  /** Returns the billed cost of the resource in the month, with ten decimals. */
  private long writeUsage(
      CsvBuffer out, BillingCharges charges, DemoResource resource, long[] usedPerDay)
      throws IOException {
    boolean covered = usage.isCovered(resource);
    UsageRowTemplate standard =
        new UsageRowTemplate(charges.usage(resource, false), resource, false);
    UsageRowTemplate committed =
        covered ? new UsageRowTemplate(charges.usage(resource, true), resource, true) : null;
    long billed = 0;
    int firstDay = charges.firstDay();
    for (int day = Math.max(firstDay, resource.firstDay());
        day < firstDay + usedPerDay.length;
        day++) {
      long quantity = usage.quantityE4(resource, day);
      boolean tagged = usage.isTagged(resource, day);
      byte[] start = calendar.dayStart(day);
      byte[] end = calendar.dayStart(day + 1);
      if (covered) {
        long paidByPlan = Math.min(quantity, UsageRules.FULL_DAY_E4);
        committed.write(out, paidByPlan, start, end, tagged);
        usedPerDay[day - firstDay] += SpendPlan.committedPriceMicros(resource) * paidByPlan;
        quantity -= paidByPlan;
      }
      if (quantity > 0) {
        billed += standard.write(out, quantity, start, end, tagged);
      }
    }
    return billed;
  }

  private int spikeOverflowDays(DemoResource resource) {
    int count = 0;
    for (int day = resource.firstDay(); day < calendar.days(); day++) {
      if (usage.quantityE4(resource, day) > UsageRules.FULL_DAY_E4) {
        count++;
      }
    }
    return count;
  }

  private static BigDecimal share(BigDecimal amount, String factor) {
    return amount
        .multiply(new BigDecimal(factor))
        .setScale(2, RoundingMode.HALF_UP)
        .setScale(COST_SCALE);
  }
}
