package io.megadb.oltp;

/**
 * Something that takes effect with a transaction but keeps its own storage, such as the MEMORY
 * tier. Neither method may fail, block on a lock or call back into the store: an exception from
 * {@link #commit} stops the engine, since the commit record is already in the log.
 */
public interface CommitParticipant {

  /**
   * Makes the changes effective. Called once, in LSN order over all transactions, after the commit
   * record was appended and before {@code lsn} becomes visible to new snapshots.
   */
  void commit(long lsn);

  /** Drops the changes: the transaction, or the part of it that enlisted this, rolled back. */
  void rollback();
}
