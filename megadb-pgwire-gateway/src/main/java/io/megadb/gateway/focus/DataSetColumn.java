package io.megadb.gateway.focus;

import java.util.Locale;

/**
 * A column of a data set.
 *
 * @param focusName name as the specification spells it, such as {@code BilledCost}
 */
public record DataSetColumn(String focusName, FocusColumn.Kind kind) {
  /** Name of the column in the table: the specification's name in lower case. */
  public String columnName() {
    return focusName.toLowerCase(Locale.ROOT);
  }
}
