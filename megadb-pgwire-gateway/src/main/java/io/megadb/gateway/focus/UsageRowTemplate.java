package io.megadb.gateway.focus;

import static io.megadb.gateway.focus.FocusColumn.BILLED_COST;
import static io.megadb.gateway.focus.FocusColumn.CHARGE_PERIOD_END;
import static io.megadb.gateway.focus.FocusColumn.CHARGE_PERIOD_START;
import static io.megadb.gateway.focus.FocusColumn.COMMITMENT_DISCOUNT_QUANTITY;
import static io.megadb.gateway.focus.FocusColumn.CONSUMED_QUANTITY;
import static io.megadb.gateway.focus.FocusColumn.CONTRACTED_COST;
import static io.megadb.gateway.focus.FocusColumn.EFFECTIVE_COST;
import static io.megadb.gateway.focus.FocusColumn.LIST_COST;
import static io.megadb.gateway.focus.FocusColumn.PRICING_CURRENCY_EFFECTIVE_COST;
import static io.megadb.gateway.focus.FocusColumn.PRICING_QUANTITY;
import static io.megadb.gateway.focus.FocusColumn.TAGS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The usage rows of one resource in one month differ in eleven columns only; the bytes between them
 * are made once. Immutable.
 */
final class UsageRowTemplate {
  private static final int QUANTITY_SCALE = 4;
  private static final int COST_SCALE = 10;

  /** In column order; {@link #write} fills them in this order. */
  private static final List<FocusColumn> VARYING =
      List.of(
          BILLED_COST,
          EFFECTIVE_COST,
          LIST_COST,
          CONTRACTED_COST,
          PRICING_CURRENCY_EFFECTIVE_COST,
          PRICING_QUANTITY,
          CONSUMED_QUANTITY,
          CHARGE_PERIOD_START,
          CHARGE_PERIOD_END,
          COMMITMENT_DISCOUNT_QUANTITY,
          TAGS);

  private static final byte[] UNTAGGED = "{}".getBytes(StandardCharsets.US_ASCII);

  private final byte[][] between = new byte[VARYING.size() + 1][];
  private final byte[] tags;
  private final long listPriceMicros;
  private final long contractedPriceMicros;
  private final long committedPriceMicros;
  private final boolean committed;

  /**
   * @param row the constant columns, and the tags of the resource
   * @param committed whether a spend plan pays: billed 0, amortised at the committed price
   */
  UsageRowTemplate(BillingRow row, DemoResource resource, boolean committed) {
    this.listPriceMicros = resource.listPriceMicros();
    this.contractedPriceMicros = resource.contractedPriceMicros();
    this.committedPriceMicros = SpendPlan.committedPriceMicros(resource);
    this.committed = committed;
    this.tags = bytes(CsvBuffer.field(row.get(TAGS)));
    StringBuilder text = new StringBuilder();
    int part = 0;
    for (FocusColumn column : FocusColumn.values()) {
      if (column.position() > 0) {
        text.append(',');
      }
      if (VARYING.contains(column)) {
        between[part++] = bytes(text.toString());
        text.setLength(0);
      } else {
        text.append(CsvBuffer.field(row.get(column)));
      }
    }
    between[part] = bytes(text.append('\n').toString());
  }

  /** Writes one row and returns the billed cost with ten decimals. */
  long write(CsvBuffer out, long quantityE4, byte[] start, byte[] end, boolean tagged)
      throws IOException {
    long contractedCost = contractedPriceMicros * quantityE4;
    long effectiveCost = committed ? committedPriceMicros * quantityE4 : contractedCost;
    long billedCost = committed ? 0 : contractedCost;
    out.raw(between[0]);
    out.decimal(billedCost, COST_SCALE);
    out.raw(between[1]);
    out.decimal(effectiveCost, COST_SCALE);
    out.raw(between[2]);
    out.decimal(listPriceMicros * quantityE4, COST_SCALE);
    out.raw(between[3]);
    out.decimal(contractedCost, COST_SCALE);
    out.raw(between[4]);
    out.decimal(effectiveCost, COST_SCALE);
    out.raw(between[5]);
    out.decimal(quantityE4, QUANTITY_SCALE);
    out.raw(between[6]);
    out.decimal(quantityE4, QUANTITY_SCALE);
    out.raw(between[7]);
    out.raw(start);
    out.raw(between[8]);
    out.raw(end);
    out.raw(between[9]);
    if (committed) {
      out.decimal(effectiveCost, COST_SCALE);
    }
    out.raw(between[10]);
    out.raw(tagged ? tags : UNTAGGED);
    out.raw(between[11]);
    return billedCost;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
