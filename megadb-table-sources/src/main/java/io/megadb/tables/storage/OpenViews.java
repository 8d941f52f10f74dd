package io.megadb.tables.storage;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The snapshots of running statements, and which log position is the oldest that anybody still
 * reads. Thread-safe: opening a view and asking for the oldest exclude each other, so that no view
 * comes up behind an answer.
 */
final class OpenViews {
  private final Map<Long, StatementView> views = new ConcurrentHashMap<>();

  /** Log position of each transaction that goes on reading at its first snapshot. */
  private final Map<Long, Long> pinned = new ConcurrentHashMap<>();

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final LongSupplier visible;

  OpenViews(LongSupplier visible) {
    this.visible = visible;
  }

  StatementView open(Supplier<StatementView> maker, long pinForTransaction) {
    lock.readLock().lock();
    try {
      StatementView view = maker.get();
      views.put(view.id(), view);
      if (pinForTransaction > 0) {
        pinned.putIfAbsent(pinForTransaction, view.lsn());
      }
      return view;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The view, or null once it is closed. */
  StatementView find(long id) {
    return views.get(id);
  }

  /** False if it was closed before. */
  boolean close(StatementView view) {
    return views.remove(view.id(), view);
  }

  void unpin(long transaction) {
    pinned.remove(transaction);
  }

  long oldest() {
    lock.writeLock().lock();
    try {
      long oldest = visible.getAsLong();
      for (StatementView view : views.values()) {
        oldest = Math.min(oldest, view.lsn());
      }
      for (long lsn : pinned.values()) {
        oldest = Math.min(oldest, lsn);
      }
      return oldest;
    } finally {
      lock.writeLock().unlock();
    }
  }
}
