package io.megadb.gateway.focus;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What FOCUS demands of a bill, over several seeds and sizes. */
@ParameterizedClass
@MethodSource("sizes")
class BillingInvariantsTest {
  private final DemoSize size;
  private final List<Map<String, String>> bill;

  BillingInvariantsTest(DemoSize size) {
    this.size = size;
    this.bill = GeneratedTables.rows(size, DemoTable.FOCUS_BILLING);
  }

  static List<DemoSize> sizes() {
    return List.of(
        new DemoSize(1, 1, 5),
        new DemoSize(9, 3, -8),
        new DemoSize(24, 13, 1),
        new DemoSize(8, 26, 99),
        new DemoSize(50, 4, 4));
  }

  @Test
  void rowCountIsKnownInAdvance() {
    assertThat((long) bill.size())
        .isEqualTo(new FocusGenerator(size).rows(DemoTable.FOCUS_BILLING));
  }

  @Test
  void costIsUnitPriceTimesQuantity() {
    for (Map<String, String> row : bill) {
      if (!"Correction".equals(row.get("chargeclass")) && row.containsKey("pricingquantity")) {
        assertProduct(row, "listcost", "listunitprice");
        assertProduct(row, "contractedcost", "contractedunitprice");
      }
    }
  }

  @Test
  void taxHasNoPricingQuantity() {
    assertThat(rowsOf("Tax")).isNotEmpty().noneMatch(row -> row.containsKey("pricingquantity"));
  }

  @Test
  void creditHasFourEqualCosts() {
    assertThat(rowsOf("Credit")).isNotEmpty();
    for (Map<String, String> row : rowsOf("Credit")) {
      assertThat(List.of(row.get("effectivecost"), row.get("listcost"), row.get("contractedcost")))
          .containsOnly(row.get("billedcost"));
    }
  }

  @Test
  void commitmentPurchasesEqualUsedPlusUnused() {
    Map<String, List<Map<String, String>>> plans =
        bill.stream()
            .filter(row -> row.containsKey("commitmentdiscountid"))
            .collect(groupingBy(row -> row.get("commitmentdiscountid")));
    plans.forEach(
        (plan, rows) -> {
          Predicate<Map<String, String>> purchase =
              row -> row.get("chargecategory").equals("Purchase");
          BigDecimal purchased = sum(rows, purchase, "billedcost");
          BigDecimal used =
              sum(rows, row -> "Used".equals(row.get("commitmentdiscountstatus")), "effectivecost");
          BigDecimal unused =
              sum(
                  rows,
                  row -> "Unused".equals(row.get("commitmentdiscountstatus")),
                  "effectivecost");
          assertThat(purchased).as(plan).isEqualTo(used.add(unused));
          assertThat(unused).as(plan).isPositive();
          assertThat(sum(rows, purchase, "effectivecost").signum()).as(plan).isZero();
        });
  }

  @Test
  void onlyUsedUsageHasConsumedQuantity() {
    for (Map<String, String> row : bill) {
      boolean consumed =
          row.get("chargecategory").equals("Usage")
              && !"Unused".equals(row.get("commitmentdiscountstatus"));
      assertThat(row.containsKey("consumedquantity")).isEqualTo(consumed);
    }
  }

  @Test
  void eachInvoiceHasOneIssuerOnePeriodAndItsTax() {
    bill.stream()
        .collect(groupingBy(row -> row.get("invoiceid")))
        .forEach(
            (invoice, rows) -> {
              assertThat(rows)
                  .extracting(row -> row.get("invoiceissuername") + row.get("billingperiodstart"))
                  .containsOnly(
                      rows.get(0).get("invoiceissuername") + rows.get(0).get("billingperiodstart"));
              BigDecimal charged =
                  sum(
                      rows,
                      row -> Set.of("Usage", "Purchase").contains(row.get("chargecategory")),
                      "billedcost");
              assertThat(sum(rows, row -> row.get("chargecategory").equals("Tax"), "billedcost"))
                  .as(invoice)
                  .isEqualByComparingTo(charged.movePointLeft(1).setScale(2, RoundingMode.HALF_UP));
            });
  }

  @Test
  void invoiceIsTheSumOfItsRows() {
    FocusGenerator generator = new FocusGenerator(size);
    BillingCalendar calendar = generator.calendar();
    Map<String, List<Map<String, String>>> invoices =
        bill.stream().collect(groupingBy(row -> row.get("invoiceid")));
    for (int month = 0; month < calendar.months(); month++) {
      for (CloudProvider provider : CloudProvider.values()) {
        String id =
            "INV-%s-%s"
                .formatted(provider.invoiceCode, calendar.month(month).toString().replace("-", ""));
        assertThat(sum(invoices.get(id), row -> true, "billedcost"))
            .as(id)
            .isEqualByComparingTo(payable(generator, provider, month));
      }
    }
  }

  @Test
  void pairedColumnsAreNullTogether() {
    for (Map<String, String> row : bill) {
      assertThat(row.containsKey("regionid")).isEqualTo(row.containsKey("regionname"));
      assertThat(row.containsKey("pricingquantity")).isEqualTo(row.containsKey("pricingunit"));
      assertThat(row.containsKey("consumedquantity")).isEqualTo(row.containsKey("consumedunit"));
    }
  }

  @Test
  void skuPriceBelongsToOneSku() {
    Map<String, String> skuOfPrice = new HashMap<>();
    for (Map<String, String> row : bill) {
      if (row.containsKey("skupriceid")) {
        String sku = skuOfPrice.putIfAbsent(row.get("skupriceid"), row.get("skuid"));
        assertThat(sku).isIn(null, row.get("skuid"));
      }
    }
  }

  @Test
  void billedEqualsEffectiveOverClosedPeriods() {
    assertThat(sum(bill, row -> true, "billedcost"))
        .isEqualTo(sum(bill, row -> true, "effectivecost"));
  }

  @Test
  void taxAndCreditHaveNoResource() {
    assertThat(rowsOf("Tax")).noneMatch(row -> row.containsKey("resourceid"));
    assertThat(rowsOf("Credit")).noneMatch(row -> row.containsKey("resourceid"));
  }

  @Test
  void mandatoryColumnsAreNeverNull() {
    List<String> mandatory =
        List.of(
            "billedcost",
            "effectivecost",
            "listcost",
            "contractedcost",
            "billingperiodstart",
            "billingperiodend",
            "chargeperiodstart",
            "chargeperiodend",
            "billingaccountid",
            "billingcurrency",
            "chargecategory",
            "invoiceissuername",
            "serviceprovidername",
            "servicecategory",
            "servicename");
    for (Map<String, String> row : bill) {
      assertThat(row.keySet().containsAll(mandatory)).as("%s", row).isTrue();
    }
  }

  @Test
  void correctionsAreDatedInThePreviousPeriod() {
    for (Map<String, String> row : rowsOf("Adjustment")) {
      assertThat(row.get("chargeclass")).isEqualTo("Correction");
      assertThat(row.get("chargeperiodend")).isEqualTo(row.get("billingperiodstart"));
    }
    assertThat(rowsOf("Adjustment")).hasSize(3 * (size.months() / 4));
  }

  @Test
  void billRefersToTheInventoryOnlyAndToAllOfIt() {
    Set<String> billed = new HashSet<>();
    bill.forEach(row -> billed.add(row.get("resourceid")));
    billed.remove(null);
    Set<String> inventory = new HashSet<>();
    GeneratedTables.rows(size, DemoTable.RESOURCES)
        .forEach(r -> inventory.add(r.get("resource_id")));
    assertThat(billed).isEqualTo(inventory);
  }

  /** What the rules say a provider is owed for a month. */
  private static BigDecimal payable(FocusGenerator generator, CloudProvider provider, int month) {
    UsageRules usage = generator.usage();
    BillingCalendar calendar = generator.calendar();
    BigDecimal charged = BigDecimal.ZERO;
    BigDecimal hourlyFee = BigDecimal.ZERO;
    BigDecimal largest = BigDecimal.ZERO;
    for (int i = 0; i < generator.inventory().resourceCount(); i++) {
      DemoResource resource = generator.inventory().resource(i);
      if (resource.provider() != provider) {
        continue;
      }
      BigDecimal listPrice = BigDecimal.valueOf(resource.listPriceMicros(), 6);
      BigDecimal included = usage.isCovered(resource) ? BigDecimal.valueOf(24) : BigDecimal.ZERO;
      if (usage.isCovered(resource)) {
        hourlyFee = hourlyFee.add(listPrice);
        largest = largest.max(listPrice);
      }
      for (int day = calendar.firstDay(month); day < calendar.firstDay(month + 1); day++) {
        if (day >= resource.firstDay()) {
          BigDecimal quantity = BigDecimal.valueOf(usage.quantityE4(resource, day), 4);
          charged =
              charged.add(
                  quantity
                      .subtract(included)
                      .max(BigDecimal.ZERO)
                      .multiply(listPrice)
                      .multiply(BigDecimal.valueOf(100 - resource.discountPercent(), 2)));
        }
      }
    }
    int days = calendar.month(month).lengthOfMonth();
    charged =
        charged.add(
            hourlyFee
                .add(largest)
                .multiply(new BigDecimal("0.7"))
                .multiply(new BigDecimal(24 * days)));
    BigDecimal payable = charged.add(cents(charged, "0.1")).add(cents(charged, "-0.005"));
    return month % 4 == 3 ? payable.add(cents(charged, "-0.001")) : payable;
  }

  private static BigDecimal cents(BigDecimal amount, String factor) {
    return amount.multiply(new BigDecimal(factor)).setScale(2, RoundingMode.HALF_UP);
  }

  private List<Map<String, String>> rowsOf(String category) {
    return bill.stream().filter(row -> row.get("chargecategory").equals(category)).toList();
  }

  private static void assertProduct(Map<String, String> row, String cost, String price) {
    assertThat(new BigDecimal(row.get(price)).multiply(new BigDecimal(row.get("pricingquantity"))))
        .isEqualTo(new BigDecimal(row.get(cost)));
  }

  private static BigDecimal sum(
      List<Map<String, String>> rows, Predicate<Map<String, String>> filter, String column) {
    return rows.stream()
        .filter(filter)
        .map(row -> new BigDecimal(row.get(column)))
        .reduce(BigDecimal.ZERO.setScale(10), BigDecimal::add);
  }
}
