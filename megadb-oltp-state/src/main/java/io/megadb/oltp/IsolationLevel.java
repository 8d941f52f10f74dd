package io.megadb.oltp;

/** What a transaction may see of others, with PostgreSQL's meaning of the words. */
public enum IsolationLevel {
  /** Each statement reads the newest committed state; a locked row is its newest version. */
  READ_COMMITTED,
  /**
   * All statements read the state at the transaction's begin; locking or writing a row that changed
   * since then fails with {@link Reason.SerializationFailure}.
   */
  REPEATABLE_READ,
  /** Not built yet: {@link OltpStore#begin} answers {@link Reason.Unsupported}. */
  SERIALIZABLE
}
