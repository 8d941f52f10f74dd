package io.megadb.oltp.lock;

import io.megadb.oltp.LockMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Holders and waiters of one name. Guarded by the table's lock. */
final class LockEntry {
  private final LockName name;
  private final List<LockOwner> holders = new ArrayList<>(1);
  private boolean exclusive;
  private ArrayDeque<Waiter> waiters;

  LockEntry(LockName name) {
    this.name = name;
  }

  LockName name() {
    return name;
  }

  boolean isHeldBy(LockOwner owner) {
    return holders.contains(owner);
  }

  List<LockOwner> holders() {
    return holders;
  }

  boolean isExclusive() {
    return exclusive;
  }

  boolean isUnused() {
    return holders.isEmpty() && !hasWaiters();
  }

  boolean hasWaiters() {
    return waiters != null && !waiters.isEmpty();
  }

  Iterable<Waiter> waiters() {
    return waiters == null ? List.of() : waiters;
  }

  /** True when the holders other than the owner allow the mode. */
  boolean allows(LockOwner owner, LockMode mode) {
    boolean alone = holders.isEmpty() || (holders.size() == 1 && holders.get(0) == owner);
    return alone || (mode == LockMode.SHARED && !exclusive);
  }

  void grant(LockOwner owner, LockMode mode) {
    if (!holders.contains(owner)) {
      holders.add(owner);
    }
    exclusive |= mode == LockMode.EXCLUSIVE;
  }

  /** A holder that wants more goes first: whoever waits would wait for it anyway. */
  void enqueue(Waiter waiter, boolean first) {
    if (waiters == null) {
      waiters = new ArrayDeque<>(2);
    }
    if (first) {
      waiters.addFirst(waiter);
    } else {
      waiters.addLast(waiter);
    }
  }

  void dequeue(Waiter waiter) {
    waiters.remove(waiter);
    grantWaiters();
  }

  void release(LockOwner owner) {
    holders.remove(owner);
    exclusive &= !holders.isEmpty();
    grantWaiters();
  }

  private void grantWaiters() {
    while (hasWaiters()) {
      Waiter first = waiters.peekFirst();
      if (!first.isDecided()) {
        if (!allows(first.owner(), first.mode())) {
          return;
        }
        grant(first.owner(), first.mode());
        first.grant();
      }
      waiters.pollFirst(); // a refused waiter only has not woken up yet
    }
  }
}
