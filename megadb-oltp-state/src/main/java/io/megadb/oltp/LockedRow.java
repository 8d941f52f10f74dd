package io.megadb.oltp;

/**
 * The newest state of a key at the moment its lock was granted: the newest committed version, or
 * this transaction's own newest write.
 *
 * @param row the row's bytes, or null when the key has no row (never had, or it was deleted)
 * @param lsn commit LSN of that version; 0 when the key never had one, or when it is an own write
 * @param ownWrite position of the own write among the transaction's writes; -1 when it is committed
 */
@SuppressWarnings("ArrayRecordComponent")
public record LockedRow(byte[] row, long lsn, int ownWrite) {

  /** True when there is a row to work on. */
  public boolean exists() {
    return row != null;
  }

  /**
   * True when this state is not the one that {@code snapshot} shows: READ COMMITTED then evaluates
   * the statement's condition again on {@link #row}.
   */
  public boolean changedSince(Snapshot snapshot) {
    return ownWrite >= 0 ? writtenAfter(snapshot) : lsn > snapshot.lsn();
  }

  /**
   * True when this very transaction wrote the row after {@code snapshot} was taken, that is, when
   * the statement already wrote this row; PostgreSQL leaves such a row alone.
   */
  public boolean writtenAfter(Snapshot snapshot) {
    return ownWrite >= snapshot.ownWrites();
  }
}
