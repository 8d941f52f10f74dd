package io.megadb.oltp.engine;

import java.util.Arrays;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What one transaction wrote into one table, in key order. Written by the transaction's thread,
 * read by cursors of any.
 */
final class TableWrites {
  private static final int[] NONE = {};

  private final int tableId;
  private final ConcurrentSkipListMap<byte[], KeyWrites> keys =
      new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
  private volatile int[] truncations = NONE;

  TableWrites(int tableId) {
    this.tableId = tableId;
  }

  int tableId() {
    return tableId;
  }

  ConcurrentSkipListMap<byte[], KeyWrites> keys() {
    return keys;
  }

  void addTruncation(int position) {
    int[] longer = Arrays.copyOf(truncations, truncations.length + 1);
    longer[truncations.length] = position;
    truncations = longer;
  }

  void removeLastTruncation() {
    truncations = Arrays.copyOf(truncations, truncations.length - 1);
  }

  /**
   * Position of the newest truncation among the first {@code writes} writes, or -1. Committed rows
   * and own writes before it are gone.
   */
  int truncatedAt(int writes) {
    int newest = -1;
    for (int position : truncations) {
      newest = position < writes ? position : newest;
    }
    return newest;
  }

  /** The state of a key after the first {@code writes} own writes; null when they say nothing. */
  KeyWrites.OwnVersion find(byte[] key, int writes) {
    KeyWrites found = keys.get(key);
    int truncated = truncatedAt(writes);
    KeyWrites.OwnVersion version = found == null ? null : found.between(truncated, writes);
    return version == null && truncated >= 0
        ? new KeyWrites.OwnVersion(null, truncated, null)
        : version;
  }
}
