package io.megadb.execution.local;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets the thread that reads a result sleep until an exchange has something. Thread-safe. */
final class Signal implements LocalExchange.Wakeable {
  private final Semaphore wakes = new Semaphore(0);

  @Override
  public void wake() {
    wakes.release();
  }

  /** Returns once it was woken since the last call, or after some milliseconds. */
  void await(long timeoutMs) throws InterruptedException {
    // Several wakes count as one: what they tell of is all looked at afterwards.
    if (wakes.tryAcquire(timeoutMs, TimeUnit.MILLISECONDS)) {
      wakes.drainPermits();
    }
  }
}
