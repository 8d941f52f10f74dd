package io.megadb.oltp.lock;

import io.megadb.oltp.LockMode;
import io.megadb.oltp.LockWait;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import io.megadb.oltp.RowBlock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All locks of a store. First come, first served, except that a holder who wants to strengthen its
 * lock goes first. A circle of waits is found the moment it closes; its youngest transaction gets
 * {@link Reason.Deadlock}.
 *
 * <p>A bulk insert locks keys by the thousand that hardly anybody else ever asks for. They have no
 * entry each: the owner's set of keys is looked into when another transaction asks for a key, and
 * an entry is made then. So a row locked in bulk costs no memory here, and waiting for it is like
 * waiting for any other.
 *
 * <p>Thread-safe; an owner calls from one thread at a time, {@link #cancel} comes from any.
 */
public final class LockTable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<LockName, LockEntry> entries = new HashMap<>();

  /** Owners of bulk locks; mostly empty. */
  private final List<LockOwner> bulkOwners = new ArrayList<>(0);

  /** Entries of keys, as opposed to whole tables. */
  private int keyEntries;

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
      LockEntry entry = entry(name);
      boolean mine = held != null || entry.isHeldBy(owner);
      boolean free = entry.allows(owner, mode) && (mine || !entry.hasWaiters());
      if (free) {
        entry.grant(owner, mode);
      } else if (!waitFor(entry, owner, mode, wait, timeout, mine)) {
        return null;
      }
      if (held == null) {
        return owner.add(entry, entry.isExclusive() ? LockMode.EXCLUSIVE : mode);
      }
      held.strengthen();
      return held;
    } finally {
      lock.unlock();
    }
  }

  private LockEntry entry(LockName name) {
    LockEntry entry = entries.get(name);
    if (entry != null) {
      return entry;
    }
    entry = new LockEntry(name);
    entries.put(name, entry);
    if (name.key() != null) {
      keyEntries++;
      for (LockOwner owner : bulkOwners) {
        if (owner.holdsInBulk(name)) {
          entry.grant(owner, LockMode.EXCLUSIVE);
          owner.materialized().add(entry);
        }
      }
    }
    return entry;
  }

  /**
   * Locks the keys of some rows exclusively, unless another transaction holds or wants one of them.
   * Never waits.
   *
   * @param keys the owner's set of keys; from now on it is asked who holds them
   * @param block holds the wanted keys as rows {@code from … to - 1}
   * @param add puts these keys into {@code keys}, or those before the first that is in it already
   * @return false when a key is not free; then nothing has changed
   */
  public boolean acquireAll(
      LockOwner owner,
      int tableId,
      LockedKeys keys,
      RowBlock block,
      int from,
      int to,
      Runnable add) {
    lock.lock();
    try {
      if (!areFree(owner, tableId, block, from, to)) {
        return false;
      }
      if (!owner.hasBulk()) {
        bulkOwners.add(owner);
      }
      owner.addBulk(tableId, keys);
      add.run();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean areFree(LockOwner owner, int tableId, RowBlock block, int from, int to) {
    boolean alone = bulkOwners.isEmpty() || (bulkOwners.size() == 1 && owner.hasBulk());
    if (keyEntries == 0 && alone) {
      return true;
    }
    for (int row = from; row < to; row++) {
      LockName name = new LockName(tableId, block.key(row));
      LockEntry entry = keyEntries == 0 ? null : entries.get(name);
      if (entry != null && !(entry.isHeldBy(owner) && entry.isExclusive())) {
        return false;
      }
      for (LockOwner other : bulkOwners) {
        if (other != owner && other.holdsInBulk(name)) {
          return false;
        }
      }
    }
    return true;
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

  /** Releases all locks of the owner. */
  public void releaseAll(LockOwner owner) {
    if (owner.count() == 0 && !owner.hasBulk()) {
      return;
    }
    lock.lock();
    try {
      if (owner.hasBulk()) {
        bulkOwners.remove(owner);
        owner.forgetBulk();
      }
      releaseFrom(owner, 0);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Releases all locks that the owner got after its first {@code keep}, and those on keys that have
   * left its bulk sets.
   */
  public void release(LockOwner owner, int keep) {
    if (owner.count() <= keep && !owner.hasBulk()) {
      return;
    }
    lock.lock();
    try {
      releaseFrom(owner, keep);
    } finally {
      lock.unlock();
    }
  }

  private void releaseFrom(LockOwner owner, int keep) {
    while (owner.count() > keep) {
      LockEntry entry = owner.removeLast().entry();
      if (owner.holdsInBulk(entry.name())) {
        owner.materialized().add(entry); // locked in bulk before, and still
      } else {
        release(entry, owner);
      }
    }
    if (!owner.materialized().isEmpty()) {
      List<LockEntry> released = new ArrayList<>();
      for (LockEntry entry : owner.materialized()) {
        if (!owner.holdsInBulk(entry.name()) && owner.held(entry.name()) == null) {
          released.add(entry);
        }
      }
      owner.materialized().removeIf(entry -> !owner.holdsInBulk(entry.name()));
      released.forEach(entry -> release(entry, owner));
    }
  }

  private void release(LockEntry entry, LockOwner owner) {
    entry.release(owner);
    dropUnused(entry);
  }

  /** An entry whose name is locked again already is another one. */
  private void dropUnused(LockEntry entry) {
    if (entry.isUnused() && entries.remove(entry.name(), entry) && entry.name().key() != null) {
      keyEntries--;
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
