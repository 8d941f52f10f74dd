package io.megadb.gateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.megadb.gateway.focus.parquet.SampleInParquet;
import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Billing exports loaded into a running server. */
class FocusImportTest {
  @TempDir static Path folder;
  private static MegaDbServer server;

  @BeforeAll
  static void start() throws IOException {
    server =
        MegaDbServer.start(new ServerOptions(folder.resolve("data"), 0, 0, null, null, Map.of()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The sums were computed with Python's csv and decimal modules. */
  @Test
  void realExportKeepsEveryDigit() {
    Path sample = sample();
    assumeTrue(sample != null, "no ../shared/data/focus-1.0-sample.csv beside the project");
    CommandRun run = load("sample", sample);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("100 %").endsWith("Loaded 1,000 rows into sample\n");
    assertThat(
            sql(
                "SELECT count(DISTINCT x_id), sum(billedcost) FROM sample"
                    + " WHERE serviceprovidername = 'AWS'"))
        .contains("18.006638618400000");
    assertThat(sql("SELECT sum(billedcost) FROM sample")).contains("20.520226728990000");
  }

  /** Costs as decimals, times as INT96 and the rest as texts, as exporters on Spark write them. */
  @Test
  void realExportInParquetEqualsTheOneInCsv() throws IOException {
    Path sample = sample();
    assumeTrue(sample != null, "no ../shared/data/focus-1.0-sample.csv beside the project");
    Path parquet = folder.resolve("sample.parquet");
    SampleInParquet.convert(sample, parquet);
    assertThat(load("sample_csv", sample).err()).isEmpty();
    CommandRun run = load("sample_parquet", parquet);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("100 %").endsWith("Loaded 1,000 rows into sample_parquet\n");
    assertThat(sql("SELECT sum(billedcost) FROM sample_parquet")).contains("20.520226728990000");
    assertThat(
            sql(
                "SELECT count(*) || ' differ' FROM"
                    + " (SELECT * FROM sample_csv EXCEPT SELECT * FROM sample_parquet) d"))
        .contains("0 differ");
    assertThat(
            sql(
                "SELECT count(*) || ' differ' FROM"
                    + " (SELECT * FROM sample_parquet EXCEPT SELECT * FROM sample_csv) d"))
        .contains("0 differ");
  }

  @Test
  void whatDoesNotFitIsReported() throws IOException {
    Path file = folder.resolve("misfits.csv");
    Files.writeString(file, "BilledCost,ServiceName,Extra\n1.50,a,x\nmuch,b,y\n2.25,c\n");
    CommandRun run = load("misfits", file);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("left out: 1 rows with a wrong number of values")
        .contains("made null: 1 values of billedcost")
        .contains("line 3, billedcost 'much': not a decimal number")
        .contains("Loaded 2 rows into misfits");
    assertThat(sql("SELECT x_extra, billedcost FROM misfits ORDER BY 1"))
        .contains("x       |       1.50")
        .contains("y       |");
  }

  @Test
  void filesOfDifferentColumnsShareOneTable() throws IOException {
    Path first = Files.writeString(folder.resolve("1.csv"), "BilledCost,One\n1.5,a\n");
    Path second = Files.writeString(folder.resolve("2.csv"), "Two,BilledCost\nb,2.125\n");
    assertThat(load("shared", first, second).out()).contains("Loaded 2 rows into shared");
    assertThat(sql("SELECT sum(billedcost), min(x_one), min(x_two) FROM shared"))
        .contains("3.625 | a   | b");
  }

  @Test
  void allFilesAreLoadedOrNone() throws IOException {
    Path good = Files.writeString(folder.resolve("good.csv"), "BilledCost\n1\n");
    Path other = Files.writeString(folder.resolve("other.csv"), "BilledCost,New\n10,2\n");
    sql("CREATE TABLE whole (billedcost numeric(9,2) CHECK (billedcost < 9)) USING olap");
    assertThat(load("whole", good).exitCode()).isZero();
    CommandRun run = load("whole", good, other);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("megadb: nothing is loaded: ").contains("check constraint");
    assertThat(sql("SELECT 'rows ' || count(*) FROM whole")).contains("rows 1");
    assertThat(
            CommandRun.of(
                    "sql",
                    "--port",
                    Integer.toString(server.port()),
                    "-c",
                    "SELECT x_new FROM whole")
                .err())
        .contains("does not exist");
  }

  @Test
  void columnsThatTheTableLacksAreAdded() throws IOException {
    Path first = Files.writeString(folder.resolve("old.csv"), "BilledCost\n1.5\n");
    Path second = Files.writeString(folder.resolve("new.csv"), "BilledCost,Team\n2.5,a\n");
    for (String tier : List.of("olap", "oltp", "memory")) {
      sql("CREATE TABLE grown_" + tier + " (billedcost numeric(9,1)) USING " + tier);
      assertThat(load("grown_" + tier, first).out()).contains("added to grown_" + tier);
      assertThat(load("grown_" + tier, second).out())
          .contains("added to grown_" + tier + ": x_team\n");
      assertThat(sql("SELECT billedcost, x_team, servicename FROM grown_" + tier + " ORDER BY 1"))
          .contains("1.5 |        |")
          .contains("2.5 | a      |");
    }
  }

  @Test
  void dataSetIsToldByItsColumns() throws IOException {
    Path periods =
        Files.writeString(
            folder.resolve("periods.csv"),
            "BillingPeriodStatus,BillingPeriodStart,InvoiceIssuerName\nOpen,2026-10-01,AWS\n");
    Path invoices =
        Files.writeString(
            folder.resolve("invoices.csv"),
            "InvoiceId,BilledCost,InvoiceIssueStatus\nI,1,Issued\n");
    CommandRun run = importFocus(periods.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).endsWith("Loaded 1 rows into focus_billing_period\n");
    assertThat(importFocus(invoices.toString()).out())
        .endsWith("Loaded 1 rows into focus_invoice_detail\n");
    assertThat(importFocus(invoices.toString(), periods.toString()).err())
        .contains("invoices.csv is Invoice Detail, periods.csv is Billing Period");
    assertThat(
            importFocus("--dataset", "cost-and-usage", "--table", "as_bill", invoices.toString())
                .out())
        .endsWith("Loaded 1 rows into as_bill\n");
    assertThat(sql("SELECT x_invoiceissuestatus FROM as_bill")).contains("Issued");
    assertThat(importFocus("--dataset", "bill", invoices.toString()).err())
        .contains("unknown data set bill");
  }

  @Test
  void tableOfSomethingElseIsLeftAlone() throws IOException {
    sql("CREATE TABLE people (name text)");
    Path file = Files.writeString(folder.resolve("bill.csv"), "BilledCost\n1\n");
    assertThat(load("people", file).err()).contains("table people has no column of Cost and Usage");
  }

  private static CommandRun importFocus(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("import", "focus", "--port", Integer.toString(server.port())));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static CommandRun load(String table, Path... files) {
    String[] arguments = new String[files.length + 6];
    arguments[0] = "import";
    arguments[1] = "focus";
    arguments[2] = "--table";
    arguments[3] = table;
    arguments[4] = "--port";
    arguments[5] = Integer.toString(server.port());
    for (int i = 0; i < files.length; i++) {
      arguments[6 + i] = files[i].toString();
    }
    return CommandRun.of(arguments);
  }

  private static String sql(String statement) {
    CommandRun run =
        CommandRun.of("sql", "--port", Integer.toString(server.port()), "-c", statement);
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  /** Beside the project's root: tests run in the module's folder or in the root. */
  private static Path sample() {
    for (String root : new String[] {"..", "../..", "../../.."}) {
      Path file = Path.of(root, "shared", "data", "focus-1.0-sample.csv");
      if (Files.isReadable(file)) {
        return file;
      }
    }
    return null;
  }
}
