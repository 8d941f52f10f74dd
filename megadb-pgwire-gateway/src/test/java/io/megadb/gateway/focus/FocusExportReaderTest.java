package io.megadb.gateway.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.megadb.gateway.focus.ImportReport.Misfit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FocusExportReaderTest {
  @Test
  void columnsAreFoundInAnyOrderAndCase() throws IOException {
    try (FocusExportReader reader = read("TAGS,billedcost,\" ResourceId\"\n{},1.5,r-1\n")) {
      String[] row = reader.next();
      assertThat(reader.targetColumns()).hasSize(65).isEqualTo(FocusColumn.columnNames());
      assertThat(value(row, FocusColumn.TAGS)).isEqualTo("{}");
      assertThat(value(row, FocusColumn.BILLED_COST)).isEqualTo("1.5");
      assertThat(value(row, FocusColumn.RESOURCE_ID)).isEqualTo("r-1");
      assertThat(value(row, FocusColumn.LIST_COST)).isNull();
      assertThat(reader.next()).isNull();
      assertThat(reader.report().isClean()).isTrue();
      assertThat(reader.report().rows()).isEqualTo(1);
    }
  }

  @Test
  void unknownColumnsBecomeExtraTextColumns() throws IOException {
    try (FocusExportReader reader =
        read("Id,x_Owner,Cost Center,cost-center,select,BilledCost\n7,ann,a,b,c,1\n")) {
      assertThat(reader.extraColumns())
          .containsExactly("x_id", "x_owner", "x_cost_center", "x_cost_center_2", "x_select");
      String[] row = reader.next();
      assertThat(Arrays.asList(row).subList(65, 70)).containsExactly("7", "ann", "a", "b", "c");
    }
  }

  @Test
  void providerNameFillsServiceProviderNameWhenThatIsAbsent() throws IOException {
    try (FocusExportReader reader = read("ProviderName,PublisherName\nAWS,Red Hat\n")) {
      String[] row = reader.next();
      assertThat(value(row, FocusColumn.SERVICE_PROVIDER_NAME)).isEqualTo("AWS");
      assertThat(value(row, FocusColumn.HOST_PROVIDER_NAME)).isNull();
      assertThat(reader.extraColumns()).containsExactly("x_publishername");
      assertThat(row[65]).isEqualTo("Red Hat");
    }
  }

  @Test
  void providerNameStaysItselfBesideServiceProviderName() throws IOException {
    try (FocusExportReader reader = read("ProviderName,ServiceProviderName\nold,new\n")) {
      String[] row = reader.next();
      assertThat(value(row, FocusColumn.SERVICE_PROVIDER_NAME)).isEqualTo("new");
      assertThat(reader.extraColumns()).containsExactly("x_providername");
      assertThat(row[65]).isEqualTo("old");
    }
  }

  @ParameterizedTest
  @EnumSource(RetiredColumn.class)
  void retiredColumnsAreNoColumnsOfTheCurrentVersion(RetiredColumn column) {
    assertThat(FocusColumn.columnNames())
        .doesNotContain(column.name().replace("_", "").toLowerCase(Locale.ROOT));
    assertThat(column.since).isLessThan(column.removed);
  }

  @Test
  void valuesThatDoNotFitAreNullAndReported() throws IOException {
    try (FocusExportReader reader =
        read(
            """
            BilledCost,ChargePeriodStart,Note
            1,2024-09-01T00:00:00Z,a
            "1,5",soon,b
            x,,c
            """)) {
      reader.next();
      String[] second = reader.next();
      assertThat(value(second, FocusColumn.BILLED_COST)).isNull();
      assertThat(value(second, FocusColumn.CHARGE_PERIOD_START)).isNull();
      assertThat(second[65]).isEqualTo("b");
      reader.next();
      ImportReport report = reader.report();
      assertThat(report.isClean()).isFalse();
      assertThat(report.misfitsByColumn())
          .containsOnly(entry("billedcost", 2L), entry("chargeperiodstart", 1L));
      assertThat(report.misfits())
          .containsExactly(
              new Misfit("billedcost", 3, "1,5", "not a decimal number"),
              new Misfit("chargeperiodstart", 3, "soon", "not a time such as 2026-10-31T00:00:00Z"),
              new Misfit("billedcost", 4, "x", "not a decimal number"));
    }
  }

  @Test
  void rowsOfAnotherLengthAreLeftOutAndReported() throws IOException {
    try (FocusExportReader reader = read("BilledCost,Tags\n1\n2,{}\n3,{},4\n")) {
      assertThat(value(reader.next(), FocusColumn.BILLED_COST)).isEqualTo("2");
      assertThat(reader.next()).isNull();
      assertThat(reader.report().rowsLeftOut()).isEqualTo(2);
      assertThat(reader.report().misfits())
          .containsExactly(
              new Misfit(null, 2, null, "1 values for 2 columns"),
              new Misfit(null, 4, null, "3 values for 2 columns"));
    }
  }

  @Test
  void reportKeepsTheFirstHundredMisfitsAndCountsAll() throws IOException {
    String value = "y".repeat(5_000);
    try (FocusExportReader reader = read("BilledCost\n" + (value + "\n").repeat(150))) {
      while (reader.next() != null) {
        assertThat(reader.report().misfits()).hasSizeLessThanOrEqualTo(100);
      }
      assertThat(reader.report().misfits()).hasSize(100);
      assertThat(reader.report().misfits().get(0).value()).hasSize(100);
      assertThat(reader.report().misfitsByColumn()).containsExactly(entry("billedcost", 150L));
    }
  }

  @Test
  void focusColumnThatOccursTwiceIsRefused() {
    assertThatThrownBy(() -> read("BilledCost,Tags,BILLEDCOST\n"))
        .isInstanceOf(MalformedExportException.class)
        .hasMessage("Line 1: column BilledCost occurs twice");
  }

  @Test
  void otherFormatsPlugInAsRowSources() throws IOException {
    Iterator<String[]> rows = List.of(new String[] {"2.5"}, new String[] {null}).iterator();
    ExportRowSource source =
        new ExportRowSource() {
          @Override
          public List<String> columns() {
            return List.of("EffectiveCost");
          }

          @Override
          public String[] next() {
            return rows.hasNext() ? rows.next() : null;
          }

          @Override
          public long line() {
            return 1;
          }

          @Override
          public void close() {}
        };
    try (FocusExportReader reader = new FocusExportReader(source)) {
      assertThat(value(reader.next(), FocusColumn.EFFECTIVE_COST)).isEqualTo("2.5");
      assertThat(value(reader.next(), FocusColumn.EFFECTIVE_COST)).isNull();
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void createStatementHasTheExtraColumnsAndTheScale() throws IOException {
    try (FocusExportReader reader = read("BilledCost,Id\n")) {
      assertThat(reader.createStatement("my_bill", 15))
          .startsWith("CREATE TABLE my_bill (\n  billedcost numeric(38,15),\n")
          .contains("  chargeperiodstart timestamptz,\n", "  tags text,\n  x_id text\n) USING OLAP")
          .doesNotContain("numeric(38,10)");
    }
  }

  private static FocusExportReader read(String csv) throws IOException {
    return new FocusExportReader(
        new CsvExport(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8))));
  }

  private static String value(String[] row, FocusColumn column) {
    return row[column.position()];
  }
}
