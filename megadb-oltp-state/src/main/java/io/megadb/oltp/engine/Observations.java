package io.megadb.oltp.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The highest LSN that reads met, here and in what contains this: a statement's reads count for its
 * transaction too. Thread-safe.
 */
final class Observations {
  private final Observations parent;
  private final AtomicLong highest = new AtomicLong();

  /**
   * @param parent null when there is nothing around
   */
  Observations(Observations parent) {
    this.parent = parent;
  }

  void add(long lsn) {
    if (lsn > highest.get()) {
      highest.accumulateAndGet(lsn, Math::max);
      if (parent != null) {
        parent.add(lsn);
      }
    }
  }

  /** Of what contains this, too. */
  long highest() {
    return parent == null ? highest.get() : Math.max(highest.get(), parent.highest());
  }
}
