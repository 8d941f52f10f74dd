package io.megadb.oltp.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each table was emptied. Versions older than the newest truncation that a snapshot sees are
 * invisible to it; they are removed later. Lists are replaced, never changed: reads need no lock.
 */
final class Truncations {
  private final ConcurrentHashMap<Integer, List<Long>> lsns;

  Truncations(Map<Integer, List<Long>> lsns) {
    this.lsns = new ConcurrentHashMap<>(lsns);
  }

  void add(int tableId, long lsn) {
    lsns.merge(
        tableId,
        List.of(lsn),
        (old, added) -> {
          List<Long> both = new ArrayList<>(old);
          if (old.get(old.size() - 1) < lsn) {
            both.addAll(added);
          }
          return List.copyOf(both);
        });
  }

  /** Newest truncation of a table that a snapshot at {@code lsn} sees; 0 when there is none. */
  long newestAt(int tableId, long lsn) {
    List<Long> known = lsns.get(tableId);
    long newest = 0;
    if (known != null) {
      for (long each : known) {
        newest = each <= lsn ? each : newest;
      }
    }
    return newest;
  }

  /** A table with a truncation at or before {@code horizon}, or -1. */
  int tableBehind(long horizon) {
    for (Map.Entry<Integer, List<Long>> entry : lsns.entrySet()) {
      if (entry.getValue().get(0) <= horizon) {
        return entry.getKey();
      }
    }
    return -1;
  }

  /** Forgets the truncations of a table up to {@code lsn}: no older version is left. */
  void forget(int tableId, long lsn) {
    lsns.computeIfPresent(
        tableId,
        (id, known) -> {
          List<Long> rest = known.stream().filter(each -> each > lsn).toList();
          return rest.isEmpty() ? null : rest;
        });
  }

  Map<Integer, List<Long>> copy() {
    return new TreeMap<>(lsns);
  }
}
