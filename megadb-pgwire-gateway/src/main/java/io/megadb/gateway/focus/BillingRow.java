package io.megadb.gateway.focus;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One row of focus_billing under construction: a text per column, null where nothing was set. */
final class BillingRow {
  private final List<String> fields =
      new ArrayList<>(Collections.nCopies(FocusColumn.values().length, null));

  BillingRow set(FocusColumn column, String value) {
    fields.set(column.position(), value);
    return this;
  }

  /** The same amount as billed, effective, list and contracted cost. */
  BillingRow allCosts(BigDecimal amount) {
    String text = amount.toPlainString();
    return set(FocusColumn.BILLED_COST, text)
        .set(FocusColumn.EFFECTIVE_COST, text)
        .set(FocusColumn.LIST_COST, text)
        .set(FocusColumn.CONTRACTED_COST, text)
        .set(FocusColumn.PRICING_CURRENCY_EFFECTIVE_COST, text);
  }

  String get(FocusColumn column) {
    return fields.get(column.position());
  }

  List<String> fields() {
    return fields;
  }
}
