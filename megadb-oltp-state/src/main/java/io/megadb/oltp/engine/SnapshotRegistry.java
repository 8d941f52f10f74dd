package io.megadb.oltp.engine;

import java.util.TreeMap;
import java.util.function.LongSupplier;

/** LSNs that live snapshots need. Thread-safe. */
final class SnapshotRegistry {
  private final LongSupplier visibleLsn;
  private final TreeMap<Long, Integer> pins = new TreeMap<>();

  SnapshotRegistry(LongSupplier visibleLsn) {
    this.visibleLsn = visibleLsn;
  }

  /** Pins the newest visible LSN. */
  synchronized long pinNewest() {
    long lsn = visibleLsn.getAsLong();
    pins.merge(lsn, 1, Integer::sum);
    return lsn;
  }

  /** Pins an LSN that is pinned already. */
  synchronized void pin(long lsn) {
    pins.merge(lsn, 1, Integer::sum);
  }

  synchronized void unpin(long lsn) {
    pins.computeIfPresent(lsn, (key, count) -> count == 1 ? null : count - 1);
  }

  /** No live or future snapshot is older than this. */
  synchronized long horizon() {
    return pins.isEmpty() ? visibleLsn.getAsLong() : pins.firstKey();
  }
}
