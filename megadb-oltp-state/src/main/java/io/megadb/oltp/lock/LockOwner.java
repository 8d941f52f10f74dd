package io.megadb.oltp.lock;

import io.megadb.oltp.LockMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A transaction as lock holder: what it holds, in the order it got it. Confined to the
 * transaction's thread, but for {@code waiting}, which the lock table guards.
 */
public final class LockOwner {
  private final long id;
  private final Map<LockName, HeldLock> held = new HashMap<>();
  private final List<HeldLock> order = new ArrayList<>();
  private Waiter waiting;

  /**
   * @param id the transaction's number; of those in a circle of waits the highest dies
   */
  public LockOwner(long id) {
    this.id = id;
  }

  public long id() {
    return id;
  }

  /** Number of locks held. */
  public int count() {
    return order.size();
  }

  HeldLock held(LockName name) {
    return held.get(name);
  }

  HeldLock add(LockEntry entry, LockMode mode) {
    HeldLock lock = new HeldLock(entry, mode);
    held.put(entry.name(), lock);
    order.add(lock);
    return lock;
  }

  HeldLock removeLast() {
    HeldLock last = order.remove(order.size() - 1);
    held.remove(last.entry().name());
    return last;
  }

  Waiter waiting() {
    return waiting;
  }

  void waiting(Waiter waiter) {
    waiting = waiter;
  }
}
