package io.megadb.gateway.protocol;

import java.io.Serial;

/** A text in a message is not UTF-8: SQLSTATE 22021, the session goes on. */
public final class InvalidEncoding extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean inQuery;

  /**
   * @param inQuery whether the message was a Query, which is answered with ReadyForQuery
   */
  InvalidEncoding(boolean inQuery) {
    super("invalid byte sequence for encoding \"UTF8\"");
    this.inQuery = inQuery;
  }

  /** Whether the message was a Query; others leave the session skipping to Sync. */
  public boolean inQuery() {
    return inQuery;
  }
}
