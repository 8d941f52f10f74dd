package io.megadb.oltp.state;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Exact number of committed rows per table. Written by one thread at a time, read by all. */
final class RowCounts {
  private final ConcurrentHashMap<Integer, AtomicLong> counts = new ConcurrentHashMap<>();

  RowCounts(Map<Integer, Long> counts) {
    counts.forEach((tableId, count) -> this.counts.put(tableId, new AtomicLong(count)));
  }

  AtomicLong of(int tableId) {
    AtomicLong known = counts.get(tableId);
    return known != null ? known : counts.computeIfAbsent(tableId, id -> new AtomicLong());
  }

  long get(int tableId) {
    AtomicLong count = counts.get(tableId);
    return count == null ? 0 : count.get();
  }

  /** Counts other than zero. */
  Map<Integer, Long> copy() {
    Map<Integer, Long> copy = new TreeMap<>();
    counts.forEach(
        (tableId, count) -> {
          if (count.get() != 0) {
            copy.put(tableId, count.get());
          }
        });
    return copy;
  }
}
