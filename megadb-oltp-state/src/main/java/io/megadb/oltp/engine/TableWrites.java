package io.megadb.oltp.engine;

import java.util.Arrays;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What one transaction wrote into one table: single writes in key order, and rows inserted in bulk.
 * A key that was inserted in bulk may be written singly later, never the other way round, so that a
 * single write always hides the row in bulk. Written by the transaction's thread, read by cursors
 * of any.
 *
 * <p>Bulk rows come in generations, parted by truncations: of each, a view sees at most one.
 */
final class TableWrites {
  private static final int[] NONE = {};
  private static final BulkRows[] NO_ROWS = {};

  private final int tableId;
  private final ConcurrentSkipListMap<byte[], KeyWrites> keys =
      new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
  private volatile BulkRows[] bulk = NO_ROWS;
  private volatile int[] truncations = NONE;

  /** Keys in {@link #keys} that hide a row in bulk. */
  private int overrides;

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

  /** The bulk rows that a view of the first {@code writes} writes may see; null for none. */
  BulkRows bulk(int writes) {
    BulkRows[] generations = bulk;
    if (generations.length == 0) {
      return null;
    }
    int truncated = truncatedAt(writes);
    for (int i = generations.length - 1; i >= 0; i--) {
      int first = generations[i].firstPosition();
      if (first > truncated && first < writes) {
        return generations[i];
      }
    }
    return null;
  }

  /**
   * The bulk rows to add to: those that a view of now sees, since it sees one generation only; else
   * an empty one, which a rollback may have left.
   */
  BulkRows bulkForAppend(int position) {
    BulkRows seen = bulk(position);
    if (seen != null) {
      return seen;
    }
    BulkRows newest = bulk.length == 0 ? null : bulk[bulk.length - 1];
    if (newest != null && newest.count() == 0) {
      return newest;
    }
    BulkRows rows = new BulkRows(tableId);
    BulkRows[] longer = Arrays.copyOf(bulk, bulk.length + 1);
    longer[bulk.length] = rows;
    bulk = longer;
    return rows;
  }

  int overrides() {
    return overrides;
  }

  void addOverrides(int change) {
    overrides += change;
  }

  /** The state of a key after the first {@code writes} own writes; null when they say nothing. */
  KeyWrites.OwnVersion find(byte[] key, int writes) {
    KeyWrites found = keys.get(key);
    int truncated = truncatedAt(writes);
    KeyWrites.OwnVersion version = found == null ? null : found.between(truncated, writes);
    if (version == null) {
      version = findInBulk(key, writes);
    }
    return version == null && truncated >= 0
        ? new KeyWrites.OwnVersion(null, truncated, null)
        : version;
  }

  private KeyWrites.OwnVersion findInBulk(byte[] key, int writes) {
    BulkRows rows = bulk(writes);
    int row = rows == null ? -1 : rows.find(key);
    if (row < 0) {
      return null;
    }
    int position = rows.position(row);
    return position < writes ? new KeyWrites.OwnVersion(rows.row(row), position, null) : null;
  }
}
