package io.megadb.oltp.lock;

import io.megadb.oltp.LockMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A transaction as lock holder: what it holds, in the order it got it. Confined to the
 * transaction's thread, but for {@code waiting} and what concerns bulk locks, which the lock table
 * guards.
 */
public final class LockOwner {
  private final long id;
  private final Map<LockName, HeldLock> held = new HashMap<>();
  private final List<HeldLock> order = new ArrayList<>();
  private Waiter waiting;

  /** Bulk locks by table; null without any. */
  private Map<Integer, List<LockedKeys>> bulk;

  /** Entries made for bulk-locked keys because somebody asked for them. */
  private final List<LockEntry> materialized = new ArrayList<>();

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

  /** True when this owner has bulk locks on any table. */
  boolean hasBulk() {
    return bulk != null;
  }

  /** Remembers a set of keys; false when it is known already. */
  boolean addBulk(int tableId, LockedKeys keys) {
    if (bulk == null) {
      bulk = new HashMap<>();
    }
    List<LockedKeys> known = bulk.computeIfAbsent(tableId, id -> new ArrayList<>(1));
    return !known.contains(keys) && known.add(keys);
  }

  /** True when a bulk lock of this owner covers the key. */
  boolean holdsInBulk(LockName name) {
    List<LockedKeys> sets = bulk == null ? null : bulk.get(name.tableId());
    if (sets == null || name.key() == null) {
      return false;
    }
    for (LockedKeys keys : sets) {
      if (keys.contains(name.key())) {
        return true;
      }
    }
    return false;
  }

  void forgetBulk() {
    bulk = null;
  }

  List<LockEntry> materialized() {
    return materialized;
  }

  Waiter waiting() {
    return waiting;
  }

  void waiting(Waiter waiter) {
    waiting = waiter;
  }
}
