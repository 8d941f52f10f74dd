package io.megadb.tables.memory;

import io.megadb.vector.Bytes;

/**
 * One write of a transaction that is not committed.
 *
 * @param key null for the removal of all rows
 * @param row encoded, null for a removal
 * @param deadlineMs when the row is gone
 */
@SuppressWarnings("ArrayRecordComponent")
record PendingRow(Bytes key, byte[] row, long deadlineMs) {
  boolean isTruncate() {
    return key == null;
  }

  long bytes() {
    return (long) Chunk.ROW_OVERHEAD + (row == null ? 0 : row.length);
  }
}
