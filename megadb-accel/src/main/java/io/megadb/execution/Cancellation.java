package io.megadb.execution;

import io.megadb.error.MegaDbException;

/** A flag that operators look at once a batch. Thread-safe. */
public final class Cancellation {
  private volatile MegaDbException reason;

  /** Makes all work of the statement stop with this error; the first reason stays. */
  public synchronized void cancel(MegaDbException newReason) {
    if (reason == null) {
      reason = newReason;
    }
  }

  public boolean isCancelled() {
    return reason != null;
  }

  /** Throws the reason if there is one. */
  public void check() {
    MegaDbException current = reason;
    if (current != null) {
      throw current;
    }
  }
}
