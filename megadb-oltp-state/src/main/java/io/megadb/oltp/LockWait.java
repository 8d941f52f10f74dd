package io.megadb.oltp;

/** What to do when a row lock is held by another transaction. */
public enum LockWait {
  /** Wait in line until granted, timed out, cancelled or chosen as a deadlock's victim. */
  WAIT,
  /** Fail at once with {@link Reason.LockNotAvailable} (NOWAIT). */
  FAIL,
  /** Answer null at once (SKIP LOCKED). */
  SKIP
}
