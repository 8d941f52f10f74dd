package io.megadb.gateway.focus;

import java.util.Arrays;
import java.util.Optional;

/**
 * Columns of FOCUS 1.0 to 1.3 that 1.4 no longer has, and where their values go. A column whose
 * meaning no column of 1.4 has keeps its values under its own name, as any unknown column does.
 */
enum RetiredColumn {
  PROVIDER_NAME("ProviderName", "1.0", "1.4", FocusColumn.SERVICE_PROVIDER_NAME),
  /** The seller of a marketplace product is not its host, so nothing replaces it. */
  PUBLISHER_NAME("PublisherName", "1.0", "1.4", null);

  private final String focusName;

  /** Version of the specification that introduced the column. */
  final String since;

  /** First version without it. */
  final String removed;

  private final FocusColumn replacement;

  RetiredColumn(String focusName, String since, String removed, FocusColumn replacement) {
    this.focusName = focusName;
    this.since = since;
    this.removed = removed;
    this.replacement = replacement;
  }

  /** The column of 1.4 that holds the value, if the export does not have that one itself. */
  static Optional<FocusColumn> replacementOf(String exportName) {
    return Arrays.stream(values())
        .filter(column -> column.focusName.equalsIgnoreCase(exportName))
        .findFirst()
        .map(column -> column.replacement);
  }
}
