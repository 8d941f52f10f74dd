package io.megadb.oltp.log;

import io.megadb.oltp.OltpException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far the log is on disk, and who waits for it. Thread-safe. */
final class Durability {
  private record Waiting(long lsn, CompletableFuture<Void> future) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Waiting> futures =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::lsn));
  private volatile long lsn;
  private volatile OltpException failure;

  Durability(long lsn) {
    this.lsn = lsn;
  }

  long lsn() {
    return lsn;
  }

  /** Waits, whatever interrupts: the outcome of a commit under way must become known. */
  void await(long target) {
    if (lsn >= target) {
      return;
    }
    lock.lock();
    try {
      while (lsn < target) {
        throwFailure();
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  CompletableFuture<Void> when(long target) {
    CompletableFuture<Void> future = new CompletableFuture<>();
    lock.lock();
    try {
      if (lsn >= target) {
        future.complete(null);
      } else if (failure != null) {
        future.completeExceptionally(copy(failure));
      } else {
        futures.add(new Waiting(target, future));
      }
    } finally {
      lock.unlock();
    }
    return future;
  }

  void advance(long target) {
    List<Waiting> done = new ArrayList<>();
    lock.lock();
    try {
      lsn = Math.max(lsn, target);
      while (!futures.isEmpty() && futures.peek().lsn <= lsn) {
        done.add(futures.poll());
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    for (Waiting waiting : done) {
      waiting.future.complete(null);
    }
  }

  void fail(OltpException cause) {
    List<Waiting> lost;
    lock.lock();
    try {
      if (failure == null) {
        failure = cause;
      }
      lost = new ArrayList<>(futures);
      futures.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    for (Waiting waiting : lost) {
      waiting.future.completeExceptionally(copy(cause));
    }
  }

  void throwFailure() {
    OltpException cause = failure;
    if (cause != null) {
      throw copy(cause);
    }
  }

  /** Each waiter gets an exception with its own stack. */
  private static OltpException copy(OltpException cause) {
    return new OltpException(cause.reason(), cause);
  }
}
