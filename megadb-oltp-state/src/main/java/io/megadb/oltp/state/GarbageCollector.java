package io.megadb.oltp.state;

import io.megadb.oltp.OltpException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Removes versions that no snapshot can see any more. Works in bounded steps on one thread, beside
 * readers and the applier: what it removes, they never touch.
 *
 * <p>Three sources, in this order: the queue of superseded versions, truncated tables, and a sweep
 * of everything after a crash or when the queue had overflowed.
 */
public final class GarbageCollector {
  private final StateView view;
  private final GarbageQueue queue;
  private final Truncations truncations;
  private final AtomicLong unflushedBytes;
  private volatile Sweep sweep;

  /** A truncated table whose last old versions are in the batch at hand; else null. */
  private Sweep emptied;

  GarbageCollector(
      StateView view, GarbageQueue queue, Truncations truncations, AtomicLong unflushedBytes) {
    this.view = view;
    this.queue = queue;
    this.truncations = truncations;
    this.unflushedBytes = unflushedBytes;
  }

  /** Where a walk over versions stands: a table, the next key, the LSN that decides. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Sweep(int tableId, byte[] fromKey, long horizon, boolean truncated) {}

  /** Asks for a sweep of the whole state: garbage of earlier runs is not in the queue. */
  public void needSweep() {
    queue.needSweep();
  }

  /** Versions that wait to be collected. */
  public int pending() {
    return queue.size();
  }

  /** True while a sweep is under way or asked for. */
  public boolean isSweeping() {
    return sweep != null || queue.isSweepNeeded();
  }

  /**
   * Does a step: a part of the queue and, when little is there, a part of a sweep.
   *
   * @param horizon no snapshot is older than this LSN, and it is durable
   * @param limit bound of versions to look at
   * @return true when the queue holds more that is ready
   */
  public boolean step(long horizon, int limit) {
    List<Superseded> ready = queue.take(horizon, limit);
    try (StateBatch batch = view.newBatch()) {
      for (Superseded superseded : ready) {
        remove(superseded, batch);
      }
      boolean more = ready.size() == limit;
      if (!more) {
        continueSweep(horizon, limit, batch);
      }
      unflushedBytes.addAndGet(batch.bytes());
      write(batch);
      forgetTruncation();
      return more;
    }
  }

  private void write(StateBatch batch) {
    try {
      batch.write();
    } catch (OltpException e) {
      queue.needSweep(); // what this step took from the queue is still there
      sweep = null; // and so is what it swept: a truncated table must be walked from its start
      emptied = null;
      throw e;
    }
  }

  /** Only now: until the old versions are gone, the truncation is all that hides them. */
  private void forgetTruncation() {
    if (emptied != null) {
      truncations.forget(emptied.tableId, emptied.horizon);
      emptied = null;
    }
  }

  private void remove(Superseded superseded, StateBatch batch) {
    if (!superseded.isTombstone()) {
      batch.remove(superseded.tableId(), superseded.key(), superseded.lsn());
      return;
    }
    // Older versions may have been left behind, and must not come back when the tombstone goes.
    try (VersionCursor versions = view.versions(superseded.tableId(), superseded.key())) {
      while (versions.next() && Arrays.equals(versions.key(), superseded.key())) {
        if (versions.lsn() <= superseded.lsn()) {
          batch.remove(superseded.tableId(), superseded.key(), versions.lsn());
        }
      }
    }
  }

  private void continueSweep(long horizon, int limit, StateBatch batch) {
    if (sweep == null) {
      sweep = nextSweep(horizon);
    }
    Sweep current = sweep;
    if (current != null) {
      sweep = sweep(current, limit, batch);
    }
  }

  private Sweep nextSweep(long horizon) {
    int truncated = truncations.tableBehind(horizon);
    if (truncated >= 0) {
      return new Sweep(truncated, null, truncations.newestAt(truncated, horizon), true);
    }
    if (queue.isSweepNeeded()) {
      queue.sweepBegun();
      return firstTable(0, horizon);
    }
    return null;
  }

  private Sweep firstTable(int tableId, long horizon) {
    int next = view.nextTable(tableId);
    return next < 0 ? null : new Sweep(next, null, horizon, false);
  }

  /** Walks over at most about {@code limit} versions, ending between two keys. */
  private Sweep sweep(Sweep at, int limit, StateBatch batch) {
    long keepFrom = at.truncated ? at.horizon : truncations.newestAt(at.tableId, at.horizon);
    byte[] key = null;
    boolean superseded = false;
    int seen = 0;
    try (VersionCursor versions = view.versions(at.tableId, at.fromKey)) {
      while (versions.next()) {
        byte[] next = versions.key();
        if (key == null || !Arrays.equals(key, next)) {
          if (seen >= limit) {
            return new Sweep(at.tableId, next, at.horizon, at.truncated);
          }
          key = next;
          superseded = false;
        }
        seen++;
        long lsn = versions.lsn();
        if (lsn < keepFrom || superseded) {
          batch.remove(at.tableId, key, lsn);
        } else if (!at.truncated && lsn <= at.horizon) {
          // The newest version at the horizon decides; all older ones are invisible.
          superseded = true;
          if (versions.isTombstone()) {
            batch.remove(at.tableId, key, lsn);
          }
        }
      }
    }
    if (at.truncated) {
      emptied = at;
      return null;
    }
    return firstTable(at.tableId + 1, at.horizon);
  }
}
