package io.megadb.oltp.state;

import java.util.List;
import java.util.Map;

/**
 * What is persisted beside the versions, always consistent with them.
 *
 * @param appliedLsn newest record that is contained
 * @param lastTransactionId highest transaction number contained
 * @param rowCounts committed rows per table
 * @param truncations LSNs per table, ascending, at which it was emptied and whose older versions
 *     are not all removed yet
 */
public record StateMeta(
    long appliedLsn,
    long lastTransactionId,
    Map<Integer, Long> rowCounts,
    Map<Integer, List<Long>> truncations) {

  /** Of an empty state. */
  public static StateMeta empty() {
    return new StateMeta(0, 0, Map.of(), Map.of());
  }
}
