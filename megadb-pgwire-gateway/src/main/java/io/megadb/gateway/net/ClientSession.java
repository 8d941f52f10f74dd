package io.megadb.gateway.net;

import io.megadb.error.MegaDbException;
import io.megadb.gateway.protocol.FrontendMessage;

/** What a connection talks to once it is started; called by one thread at a time. */
public interface ClientSession {
  void handle(FrontendMessage message);

  /**
   * Answers a message that could not be decoded.
   *
   * @param query whether it was a Query, which is always followed by ReadyForQuery
   */
  void refuse(MegaDbException error, boolean query);

  /**
   * As {@link #handle}, if it can be done at once: without waiting for anybody, without planning,
   * with a small answer.
   *
   * @return false if it cannot; nothing has happened then
   */
  boolean handleAtOnce(FrontendMessage message);

  /** The client is gone: whatever runs is to stop. Any thread. */
  void disconnected();

  /** Rolls back and forgets; the last call. */
  void close();
}
