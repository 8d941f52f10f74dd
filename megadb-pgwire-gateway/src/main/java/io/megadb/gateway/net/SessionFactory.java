package io.megadb.gateway.net;

import io.megadb.gateway.protocol.FrontendMessage;

/** Opens sessions for connections. Thread-safe. */
public interface SessionFactory {
  /**
   * Opens a session and greets the client.
   *
   * @return null if the client was refused; the reason is in the output
   */
  ClientSession open(FrontendMessage.Startup startup, ClientOutput output);

  /** Cancels what the session of that process id runs, if the key is its own. */
  void cancel(int processId, int secretKey);
}
