package io.megadb.gateway.focus;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a company's cloud bill, inventory, dependencies and prices out of three numbers. The same
 * {@link DemoSize} gives the same bytes on every machine. Memory grows with the resources, not with
 * the rows. Immutable; several threads may write different tables at once.
 */
public final class FocusGenerator {
  private final BillingCalendar calendar;
  private final UsageRules usage;
  private final Inventory inventory;
  private final BillingWriter billing;
  private final SupportingDataSets supporting;

  public FocusGenerator(DemoSize size) {
    this.calendar = new BillingCalendar(size.months());
    this.usage = new UsageRules(size.seed(), calendar);
    this.inventory = new Inventory(size, calendar.days());
    this.billing = new BillingWriter(inventory, usage, calendar);
    this.supporting = new SupportingDataSets(billing, calendar);
  }

  /** Exact number of rows of a table, without the header line. */
  public long rows(DemoTable table) {
    return switch (table) {
      case FOCUS_BILLING -> billing.rows();
      case RESOURCES -> inventory.resourceCount();
      case APPS -> inventory.appCount();
      case DEPENDS_ON -> dependencyCount();
      case APP_USES -> appUseCount();
      case LIVE_PRICE -> inventory.pricedResources().size();
      case FOCUS_INVOICE_DETAIL -> supporting.invoiceDetails().size();
      case FOCUS_BILLING_PERIOD -> supporting.billingPeriods().size();
      case FOCUS_CONTRACT_COMMITMENT -> supporting.contractCommitments().size();
    };
  }

  /**
   * Writes a table as CSV in UTF-8: a header line, then one line per row, nulls as empty fields. No
   * field contains a line break, so lines can be counted for progress. Flushes the stream and
   * leaves it open.
   *
   * @throws IOException what the stream throws
   */
  public void writeCsv(DemoTable table, OutputStream out) throws IOException {
    CsvBuffer csv = new CsvBuffer(out);
    switch (table) {
      case FOCUS_BILLING -> billing.write(csv);
      case RESOURCES -> writeResources(csv);
      case APPS -> writeApps(csv);
      case DEPENDS_ON -> writeDependencies(csv);
      case APP_USES -> writeAppUses(csv);
      case LIVE_PRICE -> writeLivePrices(csv);
      case FOCUS_INVOICE_DETAIL -> write(csv, table, supporting.invoiceDetails());
      case FOCUS_BILLING_PERIOD -> write(csv, table, supporting.billingPeriods());
      case FOCUS_CONTRACT_COMMITMENT -> write(csv, table, supporting.contractCommitments());
    }
    csv.flush();
    out.flush();
  }

  private static void write(CsvBuffer csv, DemoTable table, List<List<String>> rows)
      throws IOException {
    csv.row(table.columns());
    for (List<String> row : rows) {
      csv.row(row);
    }
  }

  Inventory inventory() {
    return inventory;
  }

  UsageRules usage() {
    return usage;
  }

  BillingCalendar calendar() {
    return calendar;
  }

  private long dependencyCount() {
    long count = 0;
    for (int i = 0; i < inventory.resourceCount(); i++) {
      count += inventory.dependenciesOf(i).size();
    }
    return count;
  }

  private long appUseCount() {
    long count = 0;
    for (int i = 0; i < inventory.appCount(); i++) {
      count += inventory.app(i).uses().size();
    }
    return count;
  }

  private void writeResources(CsvBuffer csv) throws IOException {
    csv.row(DemoTable.RESOURCES.columns());
    for (int i = 0; i < inventory.resourceCount(); i++) {
      DemoResource resource = inventory.resource(i);
      csv.row(
          List.of(
              resource.id(),
              resource.name(),
              resource.provider().displayName,
              resource.service().displayName,
              resource.region().id,
              resource.environment(),
              resource.team(),
              resource.instanceType(),
              Integer.toString(resource.size().vcpu),
              Integer.toString(resource.size().memoryGib),
              resource.skuPriceId(),
              resource.running() ? "running" : "stopped",
              resource.config(),
              embedding(i)));
    }
  }

  private void writeApps(CsvBuffer csv) throws IOException {
    csv.row(DemoTable.APPS.columns());
    for (int i = 0; i < inventory.appCount(); i++) {
      DemoApp app = inventory.app(i);
      csv.row(List.of(app.id(), app.name(), app.team(), Integer.toString(app.tier())));
    }
  }

  private void writeDependencies(CsvBuffer csv) throws IOException {
    csv.row(DemoTable.DEPENDS_ON.columns());
    long edge = 0;
    for (int i = 0; i < inventory.resourceCount(); i++) {
      for (Dependency dependency : inventory.dependenciesOf(i)) {
        csv.row(
            List.of(
                Long.toString(++edge),
                inventory.resource(dependency.source()).id(),
                inventory.resource(dependency.destination()).id(),
                dependency.kind()));
      }
    }
  }

  private void writeAppUses(CsvBuffer csv) throws IOException {
    csv.row(DemoTable.APP_USES.columns());
    long edge = 0;
    for (int i = 0; i < inventory.appCount(); i++) {
      DemoApp app = inventory.app(i);
      for (int used : app.uses()) {
        csv.row(List.of(Long.toString(++edge), app.id(), inventory.resource(used).id()));
      }
    }
  }

  private void writeLivePrices(CsvBuffer csv) throws IOException {
    csv.row(DemoTable.LIVE_PRICE.columns());
    Instant end =
        DemoSize.LAST_MONTH.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    for (DemoResource resource : inventory.pricedResources()) {
      BigDecimal price = BigDecimal.valueOf(inventory.livePriceE8(resource), 8).setScale(10);
      Instant fetched = end.minusSeconds(inventory.livePriceAgeSeconds(resource));
      csv.row(List.of(resource.skuPriceId(), price.toPlainString(), fetched.toString()));
    }
  }

  private String embedding(int resource) {
    List<String> values = new ArrayList<>();
    for (int micros : inventory.embeddingMicros(resource)) {
      values.add(BigDecimal.valueOf(micros, 6).toPlainString());
    }
    return "[" + String.join(",", values) + "]";
  }
}
