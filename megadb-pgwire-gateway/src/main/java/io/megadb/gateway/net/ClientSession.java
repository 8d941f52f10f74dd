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
   * Whether {@link #handleAtOnce} should be tried with this message: it would be answered without
   * planning, with a small answer, and most likely without waiting for anybody. Called like {@code
   * handle}.
   */
  boolean isQuick(FrontendMessage message);

  /**
   * As {@link #handle}, of a quick message, on a thread that must not wait.
   *
   * @return false if somebody would have to be waited for; nothing has happened then, and the
   *     message is to be handled by a worker
   */
  default boolean handleAtOnce(FrontendMessage message) {
    handle(message);
    return true;
  }

  /** The client is gone: whatever runs is to stop. Any thread. */
  void disconnected();

  /** Rolls back and forgets; the last call. */
  void close();
}
