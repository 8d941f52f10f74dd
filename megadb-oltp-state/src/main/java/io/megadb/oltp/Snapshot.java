package io.megadb.oltp;

/**
 * A frozen view of the store: all commits up to {@link #lsn}, and for a transaction's statement
 * also the writes this transaction had made when the view was taken. Rows written later, even by
 * the same statement, do not appear. Reads never block.
 *
 * <p>May be read by several threads at once. Holds back garbage collection until closed.
 */
public interface Snapshot extends AutoCloseable {

  /** LSN of the newest commit that is visible here. */
  long lsn();

  /**
   * Whether the table was emptied after this view: its rows, and the keys they have, are of the
   * time before, which may differ from what the newest catalog says.
   */
  boolean isBeforeTruncation(int tableId);

  /** Number of the transaction's own writes that are visible here; 0 outside a transaction. */
  int ownWrites();

  /**
   * The row of a key.
   *
   * @return the row's bytes, or null when there is none; the array belongs to the caller
   */
  byte[] get(int tableId, byte[] key);

  /**
   * Opens a cursor over a range of keys.
   *
   * @param fromInclusive lowest key, null for the table's first
   * @param toExclusive first key not returned, null for the table's end
   */
  Cursor scan(int tableId, byte[] fromInclusive, byte[] toExclusive);

  /**
   * Highest LSN among the versions that reads of this view met so far (finished {@link Cursor}
   * batches and gets), and for a transaction's statement those that its earlier ones met: own
   * writes may come of them. Whoever passes what was read to a client first calls {@link
   * OltpStore#awaitDurable} with it, so that nobody hears of a commit that a crash could undo.
   */
  long observedLsn();

  /** Releases the view; cursors opened from it stay usable until they are closed themselves. */
  @Override
  void close();
}
