package io.megadb.oltp.engine;

import io.megadb.oltp.log.CommitLog;
import io.megadb.oltp.state.StateMachine;
import io.megadb.oltp.state.StateView;
import java.util.concurrent.locks.LockSupport;

/**
 * Persists the state when enough has changed, and then deletes the log segments that recovery no
 * longer needs. A flush begins only when everything applied is on disk in the log, or a crash could
 * leave a state that the log knows nothing of.
 *
 * <p>{@link #begin} and {@link #beginIfDue} are called under the commit order's lock; the rest is
 * thread-safe.
 */
final class Checkpointer {
  private static final long POLL_NANOS = 1_000_000;

  private final StateMachine machine;
  private final StateView view;
  private final CommitLog log;
  private final long flushBytes;
  private long flushingLsn;
  private boolean flushing;

  Checkpointer(StateMachine machine, StateView view, CommitLog log, long flushBytes) {
    this.machine = machine;
    this.view = view;
    this.log = log;
    this.flushBytes = flushBytes;
  }

  /** Flushes during recovery, when all records come from disk. */
  static void flushIfDue(StateMachine machine, StateView view, long flushBytes) {
    if (machine.unflushedBytes() > flushBytes) {
      machine.beginFlush();
      awaitFlush(view);
    }
  }

  boolean isDue() {
    return machine.unflushedBytes() > flushBytes;
  }

  synchronized void beginIfDue() {
    if (isDue() && (!isFlushing() || machine.unflushedBytes() > 2 * flushBytes)) {
      begin();
    }
  }

  synchronized void begin() {
    if (flushing) {
      awaitFlush(view);
      finish();
    }
    log.awaitDurable(machine.appliedLsn());
    flushingLsn = machine.beginFlush();
    flushing = true;
  }

  /** Completes a flush that has ended. */
  synchronized void poll() {
    isFlushing();
  }

  private boolean isFlushing() {
    if (flushing && !view.isFlushing()) {
      finish();
    }
    return flushing;
  }

  /** Waits for the flush that has begun. */
  synchronized void await() {
    if (flushing) {
      awaitFlush(view);
      finish();
    }
  }

  private void finish() {
    flushing = false;
    log.deleteThrough(flushingLsn);
  }

  private static void awaitFlush(StateView view) {
    while (view.isFlushing()) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
