package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.Cancellation;
import io.megadb.gateway.net.ClientOutput;
import io.megadb.gateway.settings.SessionSettings;
import io.megadb.planner.storage.DatabaseTransaction;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * What may stop the statement that runs now: a cancel request, its timeout, the client's end.
 *
 * <p>{@link #cancel} may be called by any thread, the rest is confined to the session.
 */
final class StatementInterrupt {
  private final ClientOutput output;
  private final SessionSettings settings;
  private final TransactionBlock block;
  private final ScheduledExecutorService timers;
  private final Object running = new Object();

  /** Written under the lock; null while nothing runs. */
  private Cancellation cancellation;

  private ScheduledFuture<?> timeout;

  StatementInterrupt(
      ClientOutput output,
      SessionSettings settings,
      TransactionBlock block,
      ScheduledExecutorService timers) {
    this.output = output;
    this.settings = settings;
    this.block = block;
    this.timers = timers;
  }

  /** Of the statement that runs now, else null. */
  Cancellation cancellation() {
    return cancellation;
  }

  /** A statement starts, or goes on after a portal was suspended. */
  void begin() {
    long millis = settings.statementTimeoutMs();
    synchronized (running) {
      cancellation = new Cancellation();
      output.interrupt(null);
    }
    if (millis > 0) {
      timeout =
          timers.schedule(
              () ->
                  cancel(
                      new MegaDbException(
                          SqlState.QUERY_CANCELED, "canceling statement due to statement timeout")),
              millis,
              TimeUnit.MILLISECONDS);
    }
  }

  /** The statement is over, well or not; later requests find nothing to stop. */
  void end() {
    if (timeout != null) {
      timeout.cancel(false);
      timeout = null;
    }
    synchronized (running) {
      cancellation = null;
      output.interrupt(null);
    }
  }

  /** Stops the statement that runs now, if any. Any thread. */
  void cancel(MegaDbException reason) {
    synchronized (running) {
      if (cancellation == null) {
        return;
      }
      cancellation.cancel(reason);
      output.interrupt(reason);
      DatabaseTransaction open = block.open();
      if (open != null) {
        open.cancel(reason);
      }
    }
  }
}
