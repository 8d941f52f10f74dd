package io.megadb.oltp.lock;

import io.megadb.oltp.LockMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks for a circle of waits through one transaction. Used under the table's lock. */
final class DeadlockSearch {
  private final LockOwner start;
  private final Set<LockOwner> visited = new HashSet<>();
  private final List<LockOwner> path = new ArrayList<>();

  private DeadlockSearch(LockOwner start) {
    this.start = start;
  }

  /** The transactions of a circle that contains {@code start}; empty when there is none. */
  static List<LockOwner> circle(LockOwner start) {
    DeadlockSearch search = new DeadlockSearch(start);
    return search.reaches(start) ? search.path : List.of();
  }

  private boolean reaches(LockOwner from) {
    path.add(from);
    Waiter waiter = from.waiting();
    if (waiter != null && !waiter.isDecided()) {
      for (LockOwner blocker : blockers(waiter)) {
        if (blocker == start || (visited.add(blocker) && reaches(blocker))) {
          return true;
        }
      }
    }
    path.remove(path.size() - 1);
    return false;
  }

  /** Holders and earlier waiters that must go before the waiter is granted. */
  static List<LockOwner> blockers(Waiter waiter) {
    List<LockOwner> blockers = new ArrayList<>();
    LockEntry entry = waiter.entry();
    boolean wantsAll = waiter.mode() == LockMode.EXCLUSIVE;
    if (wantsAll || entry.isExclusive()) {
      for (LockOwner holder : entry.holders()) {
        if (holder != waiter.owner()) {
          blockers.add(holder);
        }
      }
    }
    for (Waiter ahead : entry.waiters()) {
      if (ahead == waiter) {
        break;
      }
      blockers.add(ahead.owner());
    }
    return blockers;
  }
}
