package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.net.ClientOutput;
import io.megadb.gateway.settings.SessionSettings;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Sends a client away that stays idle for longer than it may. Confined to the session. */
final class IdleTimeout {
  private final SessionSettings settings;
  private final ClientOutput output;
  private final ScheduledExecutorService timers;
  private ScheduledFuture<?> pending;

  IdleTimeout(SessionSettings settings, ClientOutput output, ScheduledExecutorService timers) {
    this.settings = settings;
    this.output = output;
    this.timers = timers;
  }

  /**
   * The client is idle from now on.
   *
   * @param inBlock in a transaction block, for which another limit holds
   */
  void start(boolean inBlock) {
    long millis = settings.idleTimeoutMs(inBlock);
    if (millis > 0) {
      MegaDbException reason =
          inBlock
              ? new MegaDbException(
                  SqlState.IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
                  "terminating connection due to idle-in-transaction timeout")
              : new MegaDbException(
                  SqlState.IDLE_SESSION_TIMEOUT,
                  "terminating connection due to idle-session timeout");
      pending = timers.schedule(() -> output.terminate(reason), millis, TimeUnit.MILLISECONDS);
    }
  }

  /** The client is not idle any more. */
  void stop() {
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
  }
}
