package io.megadb.oltp.lock;

import io.megadb.oltp.LockMode;

/**
 * A lock that a transaction holds. Carries what the transaction learnt about the committed row,
 * which cannot change while the lock is held.
 */
public final class HeldLock {
  private static final long UNKNOWN = -1;

  private final LockEntry entry;
  private LockMode mode;
  private long committedLsn = UNKNOWN;
  private boolean committedRow;

  HeldLock(LockEntry entry, LockMode mode) {
    this.entry = entry;
    this.mode = mode;
  }

  LockEntry entry() {
    return entry;
  }

  public LockMode mode() {
    return mode;
  }

  void strengthen() {
    mode = LockMode.EXCLUSIVE;
  }

  public boolean isCommittedKnown() {
    return committedLsn != UNKNOWN;
  }

  /**
   * Remembers the newest committed state.
   *
   * @param lsn of the newest version, or of the truncation that hides it, or 0
   * @param row whether that is a row
   */
  public void committed(long lsn, boolean row) {
    committedLsn = lsn;
    committedRow = row;
  }

  /** LSN of the newest committed state; 0 when the key never had a row. */
  public long committedLsn() {
    return committedLsn;
  }

  /** LSN of the committed row; 0 when the key has none. */
  public long committedRowLsn() {
    return committedRow ? committedLsn : 0;
  }
}
