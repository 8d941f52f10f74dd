package io.megadb.oltp.lock;

import io.megadb.oltp.LockMode;
import io.megadb.oltp.LockWait;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All locks of a store. First come, first served, except that a holder who wants to strengthen its
 * lock goes first. A circle of waits is found the moment it closes; its youngest transaction gets
 * {@link Reason.Deadlock}.
 *
 * <p>Thread-safe; an owner calls from one thread at a time, {@link #cancel} comes from any.
 */
public final class LockTable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<LockName, LockEntry> entries = new HashMap<>();
  private int waiting;

  /**
   * Acquires a lock, or strengthens one that is held.
   *
   * @param key null for the table itself
   * @param timeout longest wait; zero for no limit
   * @return the held lock; null when it is not free and {@code wait} is SKIP
   * @throws OltpException with {@link Reason.Deadlock}, {@link Reason.LockTimeout}, {@link
   *     Reason.LockNotAvailable} or {@link Reason.Cancelled}
   */
  public HeldLock acquire(
      LockOwner owner, int tableId, byte[] key, LockMode mode, LockWait wait, Duration timeout) {
    LockName name = new LockName(tableId, key);
    HeldLock held = owner.held(name);
    if (held != null && (held.mode() == LockMode.EXCLUSIVE || mode == LockMode.SHARED)) {
      return held;
    }
    lock.lock();
    try {
      LockEntry entry = entries.computeIfAbsent(name, LockEntry::new);
      boolean free = entry.allows(owner, mode) && (held != null || !entry.hasWaiters());
      if (free) {
        entry.grant(owner, mode);
      } else if (!waitFor(entry, owner, mode, wait, timeout, held != null)) {
        return null;
      }
      if (held == null) {
        return owner.add(entry, mode);
      }
      held.strengthen();
      return held;
    } finally {
      lock.unlock();
    }
  }

  private boolean waitFor(
      LockEntry entry,
      LockOwner owner,
      LockMode mode,
      LockWait wait,
      Duration timeout,
      boolean upgrade) {
    switch (wait) {
      case SKIP -> {
        return false;
      }
      case FAIL -> throw new OltpException(new Reason.LockNotAvailable(entry.name().tableId()));
      case WAIT -> {}
    }
    Waiter waiter = new Waiter(entry, owner, mode, lock.newCondition());
    entry.enqueue(waiter, upgrade);
    owner.waiting(waiter);
    waiting++;
    try {
      breakCircles(owner);
      await(waiter, timeout);
    } finally {
      owner.waiting(null);
      waiting--;
      if (!waiter.isGranted()) {
        entry.dequeue(waiter);
        dropUnused(entry);
      }
    }
    return true;
  }

  private void await(Waiter waiter, Duration timeout) {
    try {
      waiter.await(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      waiter.refuse(new Reason.Cancelled());
    }
    waiter.throwRefusal();
  }

  private static void breakCircles(LockOwner owner) {
    List<LockOwner> circle = DeadlockSearch.circle(owner);
    while (!circle.isEmpty()) {
      LockOwner victim = circle.get(0);
      for (LockOwner each : circle) {
        victim = each.id() > victim.id() ? each : victim;
      }
      Waiter waiter = victim.waiting();
      long blocker = DeadlockSearch.blockers(waiter).get(0).id();
      waiter.refuse(new Reason.Deadlock(victim.id(), waiter.entry().name().tableId(), blocker));
      circle = DeadlockSearch.circle(owner);
    }
  }

  /** Releases all locks that the owner got after its first {@code keep}. */
  public void release(LockOwner owner, int keep) {
    if (owner.count() <= keep) {
      return;
    }
    lock.lock();
    try {
      while (owner.count() > keep) {
        LockEntry entry = owner.removeLast().entry();
        entry.release(owner);
        dropUnused(entry);
      }
    } finally {
      lock.unlock();
    }
  }

  private void dropUnused(LockEntry entry) {
    if (entry.isUnused()) {
      entries.remove(entry.name());
    }
  }

  /** Ends the owner's wait, if it waits, with {@link Reason.Cancelled}. */
  public void cancel(LockOwner owner) {
    lock.lock();
    try {
      if (owner.waiting() != null) {
        owner.waiting().refuse(new Reason.Cancelled());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Number of transactions that wait for a lock. */
  public int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /** Number of names that are locked or waited for. */
  public int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }
}
