package io.megadb.oltp.engine;

/**
 * What one transaction wrote under one key: a chain of own versions, newest first, so that earlier
 * statements' cursors and savepoints keep what they saw. Written by the transaction's thread, read
 * by cursors of any.
 */
final class KeyWrites {

  /**
   * One own version.
   *
   * @param row the row, null when deleted
   * @param position number of writes before this one in the transaction
   * @param older the version it replaced, or null
   */
  @SuppressWarnings("ArrayRecordComponent")
  record OwnVersion(byte[] row, int position, OwnVersion older) {}

  private final int tableId;
  private final byte[] key;
  private final long committedRowLsn;
  private final boolean overridesBulk;
  private volatile OwnVersion head;

  /**
   * @param committedRowLsn LSN of the committed row that these writes replace, 0 for none
   * @param overridesBulk whether the transaction inserted the key in bulk before
   */
  KeyWrites(int tableId, byte[] key, long committedRowLsn, boolean overridesBulk) {
    this.tableId = tableId;
    this.key = key;
    this.committedRowLsn = committedRowLsn;
    this.overridesBulk = overridesBulk;
  }

  int tableId() {
    return tableId;
  }

  byte[] key() {
    return key;
  }

  long committedRowLsn() {
    return committedRowLsn;
  }

  /** True when a row that was inserted in bulk lies below these versions. */
  boolean overridesBulk() {
    return overridesBulk;
  }

  OwnVersion head() {
    return head;
  }

  void head(OwnVersion version) {
    head = version;
  }

  /** Newest own version with a position in {@code from … to - 1}, or null. */
  OwnVersion between(int from, int to) {
    OwnVersion version = head;
    while (version != null && version.position() >= to) {
      version = version.older();
    }
    return version == null || version.position() < from ? null : version;
  }
}
