package io.megadb.gateway.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The data sets beside the bill agree with the bill. */
class SupportingDataSetsTest {
  private static final Pattern APPLIED =
      Pattern.compile("\"ContractId\": \"([^\"]+)\", \"ContractCommitmentId\": \"([^\"]+)\"");

  @ParameterizedTest
  @CsvSource({"20,13,42", "45,4,7", "1,1,1", "30,26,5"})
  void invoicesAddUpToTheBill(int resources, int months, long seed) {
    DemoSize size = new DemoSize(resources, months, seed);
    Map<String, BigDecimal> billed = new HashMap<>();
    for (Map<String, String> row : GeneratedTables.rows(size, DemoTable.FOCUS_BILLING)) {
      billed.merge(line(row), new BigDecimal(row.get("billedcost")), BigDecimal::add);
    }
    billed.values().removeIf(amount -> amount.signum() == 0);
    Map<String, BigDecimal> invoiced = new HashMap<>();
    for (Map<String, String> row : GeneratedTables.rows(size, DemoTable.FOCUS_INVOICE_DETAIL)) {
      assertThat(invoiced.put(line(row), new BigDecimal(row.get("billedcost")))).isNull();
      assertThat(row.get("invoicedetailid")).startsWith(row.get("invoiceid") + "-");
      boolean correction = row.get("chargecategory").equals("Adjustment");
      assertThat(row.get("referenceinvoiceid").equals(row.get("invoiceid"))).isEqualTo(!correction);
    }
    assertThat(invoiced.keySet()).isEqualTo(billed.keySet());
    invoiced.forEach((line, amount) -> assertThat(amount).isEqualByComparingTo(billed.get(line)));
  }

  private static String line(Map<String, String> row) {
    return String.join(
        "|",
        row.get("invoiceissuername"),
        row.get("invoiceid"),
        row.get("invoicedetailid"),
        row.get("billingaccountid"),
        row.get("chargecategory"),
        row.get("billingcurrency"),
        row.get("billingperiodstart"),
        row.get("billingperiodend"));
  }

  @ParameterizedTest
  @CsvSource({"20,13,42", "1,1,1"})
  void everyBilledPeriodIsThereOnceAndClosedAfterItsInvoice(int resources, int months, long seed) {
    DemoSize size = new DemoSize(resources, months, seed);
    Map<String, Map<String, String>> periods = new HashMap<>();
    for (Map<String, String> row : GeneratedTables.rows(size, DemoTable.FOCUS_BILLING_PERIOD)) {
      assertThat(periods.put(period(row), row)).isNull();
      assertThat(row.get("billingperiodstatus")).isEqualTo("Closed");
    }
    Set<String> billed =
        GeneratedTables.rows(size, DemoTable.FOCUS_BILLING).stream()
            .map(SupportingDataSetsTest::period)
            .collect(Collectors.toSet());
    assertThat(periods.keySet()).isEqualTo(billed);
    for (Map<String, String> row : GeneratedTables.rows(size, DemoTable.FOCUS_INVOICE_DETAIL)) {
      String updated = periods.get(period(row)).get("billingperiodlastupdated");
      assertThat(row.get("invoicedetailcreated")).isLessThanOrEqualTo(updated);
      assertThat(row.get("paymentduedate")).isGreaterThan(row.get("invoiceissuedate"));
    }
  }

  private static String period(Map<String, String> row) {
    return row.get("invoiceissuername")
        + row.get("billingperiodstart")
        + row.get("billingperiodend");
  }

  @ParameterizedTest
  @CsvSource({"40,12,42", "40,13,42", "30,26,5"})
  void commitmentsAreThoseThatChargesName(int resources, int months, long seed) {
    DemoSize size = new DemoSize(resources, months, seed);
    Map<String, BigDecimal> paid = new HashMap<>();
    Map<String, Set<String>> monthsOf = new HashMap<>();
    Set<String> applied = new HashSet<>();
    for (Map<String, String> row : GeneratedTables.rows(size, DemoTable.FOCUS_BILLING)) {
      if (row.get("chargecategory").equals("Purchase")) {
        String id = row.get("commitmentdiscountid");
        paid.merge(id, new BigDecimal(row.get("billedcost")), BigDecimal::add);
        monthsOf.computeIfAbsent(id, key -> new HashSet<>()).add(row.get("billingperiodstart"));
        Matcher matcher = APPLIED.matcher(row.get("contractapplied"));
        assertThat(matcher.find()).isTrue();
        applied.add(matcher.group(1) + " " + matcher.group(2));
      }
    }
    List<Map<String, String>> commitments =
        GeneratedTables.rows(size, DemoTable.FOCUS_CONTRACT_COMMITMENT);
    assertThat(
            commitments.stream()
                .map(row -> row.get("contractid") + " " + row.get("contractcommitmentid"))
                .collect(Collectors.toSet()))
        .isEqualTo(applied)
        .isNotEmpty();
    for (Map<String, String> row : commitments) {
      String id = row.get("contractcommitmentid");
      BigDecimal cost = new BigDecimal(row.get("contractcommitmentcost"));
      boolean whole = monthsOf.get(id).size() == 12;
      assertThat(paid.get(id).compareTo(cost)).isEqualTo(whole ? 0 : -1);
      assertThat(row.get("contractcommitmentperiodstart"))
          .isLessThan(row.get("contractcommitmentperiodend"))
          .isGreaterThanOrEqualTo(row.get("contractperiodstart"));
      assertThat(row.get("contractcommitmentperiodend"))
          .isLessThanOrEqualTo(row.get("contractperiodend"));
    }
  }
}
