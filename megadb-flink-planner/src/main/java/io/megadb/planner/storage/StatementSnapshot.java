package io.megadb.planner.storage;

/**
 * What one statement sees: one log position, and through it one version of every table in every
 * tier, plus the transaction's own earlier writes. Closed at the statement's end.
 */
public interface StatementSnapshot extends AutoCloseable {
  /** The newest commit seen. */
  long lsn();

  /**
   * Says that no row that the statement reads goes to the client before its transaction ends, and
   * at most their number does: closing need not wait until the commits it has seen are on disk. The
   * transaction's end waits, with {@link DatabaseTransaction#awaitSeen} if it is rolled back.
   */
  default void keepsToItself() {}

  @Override
  void close();
}
