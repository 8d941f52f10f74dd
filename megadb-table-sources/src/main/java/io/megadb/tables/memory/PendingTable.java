package io.megadb.tables.memory;

import io.megadb.vector.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One transaction's uncommitted writes of one table, in order. Written by the transaction's thread;
 * an {@link Overlay} is immutable and may be read by any.
 */
final class PendingTable {
  private final List<PendingRow> writes = new ArrayList<>();
  private final Map<Bytes, Integer> newest = new HashMap<>();
  private Overlay overlay = new Overlay(0, false, Map.of());
  private int lastTruncate = -1;
  private long announced;

  /**
   * What a statement sees of the writes.
   *
   * @param writes how many there were
   * @param truncated no committed row is visible
   * @param rows the last write of each key, in the order of writing
   */
  record Overlay(int writes, boolean truncated, Map<Bytes, PendingRow> rows) {}

  int size() {
    return writes.size();
  }

  List<PendingRow> writes() {
    return writes;
  }

  long announced() {
    return announced;
  }

  void announced(int rows) {
    announced += rows;
  }

  boolean truncated() {
    return lastTruncate >= 0;
  }

  void add(PendingRow write) {
    if (write.isTruncate()) {
      lastTruncate = writes.size();
      newest.clear();
    } else {
      newest.put(write.key(), writes.size());
    }
    writes.add(write);
  }

  /** Number of the last write of a key, or -1. */
  int newest(Bytes key) {
    return newest.getOrDefault(key, -1);
  }

  Overlay freeze() {
    if (overlay.writes() != writes.size()) {
      Map<Bytes, PendingRow> rows = new LinkedHashMap<>();
      for (PendingRow write : writes.subList(lastTruncate + 1, writes.size())) {
        rows.put(write.key(), write);
      }
      overlay = new Overlay(writes.size(), truncated(), rows);
    }
    return overlay;
  }

  /** Forgets the writes from a number on. */
  List<PendingRow> cut(int size) {
    List<PendingRow> undone = new ArrayList<>(writes.subList(size, writes.size()));
    List<PendingRow> kept = new ArrayList<>(writes.subList(0, size));
    writes.clear();
    newest.clear();
    lastTruncate = -1;
    kept.forEach(this::add);
    return undone;
  }
}
