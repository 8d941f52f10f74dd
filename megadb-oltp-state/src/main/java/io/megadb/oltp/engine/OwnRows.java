package io.megadb.oltp.engine;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NavigableMap;

/**
 * A transaction's own rows and deletions of one table as a view shows them, in key order: single
 * writes and rows inserted in bulk, merged; of one key the single write. Starts at the first.
 */
final class OwnRows {
  private final Iterator<KeyWrites> singles;
  private final BulkRows bulk;
  private final int[] bulkRows;
  private final int truncatedAt;
  private final int writes;
  private int nextBulk;
  private KeyWrites single;
  private KeyWrites.OwnVersion version;
  private byte[] bulkKey;

  /** Key of the present row; null at the end. */
  private byte[] key;

  private boolean atSingle;

  /**
   * @param writes how many of the transaction's writes the view shows
   */
  OwnRows(TableWrites table, int writes, byte[] fromInclusive, byte[] toExclusive) {
    this.writes = writes;
    this.truncatedAt = table.truncatedAt(writes);
    this.singles = range(table.keys(), fromInclusive, toExclusive).values().iterator();
    this.bulk = table.bulk(writes);
    this.bulkRows =
        bulk == null
            ? new int[0]
            : bulk.range(bulk.countBefore(writes), fromInclusive, toExclusive);
    nextSingle();
    nextBulk();
    choose();
  }

  private static NavigableMap<byte[], KeyWrites> range(
      NavigableMap<byte[], KeyWrites> keys, byte[] from, byte[] to) {
    if (from != null && to != null) {
      return Arrays.compareUnsigned(from, to) < 0
          ? keys.subMap(from, true, to, false)
          : keys.subMap(from, true, from, false);
    }
    NavigableMap<byte[], KeyWrites> tail = from == null ? keys : keys.tailMap(from, true);
    return to == null ? tail : tail.headMap(to, false);
  }

  /** Moves to the next single write that this view shows. */
  private void nextSingle() {
    single = null;
    while (single == null && singles.hasNext()) {
      KeyWrites candidate = singles.next();
      version = candidate.between(Math.max(0, truncatedAt), writes);
      single = version == null ? null : candidate;
    }
  }

  private void nextBulk() {
    bulkKey = nextBulk < bulkRows.length ? bulk.key(bulkRows[nextBulk++]) : null;
  }

  private void choose() {
    if (single == null) {
      key = bulkKey;
      atSingle = false;
      return;
    }
    int order = bulkKey == null ? -1 : Arrays.compareUnsigned(single.key(), bulkKey);
    if (order == 0) {
      nextBulk();
    }
    atSingle = order <= 0;
    key = atSingle ? single.key() : bulkKey;
  }

  /** The present key, not to be changed; null at the end. */
  byte[] key() {
    return key;
  }

  /** A copy of the present row; null for a deletion. */
  byte[] row() {
    if (!atSingle) {
      return bulk.row(bulkRows[nextBulk - 1]);
    }
    return version.row() == null ? null : version.row().clone();
  }

  void advance() {
    if (atSingle) {
      nextSingle();
    } else {
      nextBulk();
    }
    choose();
  }
}
