package io.megadb.oltp.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Superseded versions in commit order, bounded: when it is full it forgets everything and asks for
 * a sweep of the whole state instead. Thread-safe.
 */
final class GarbageQueue {
  private final int capacity;
  private final ArrayDeque<Superseded> queue = new ArrayDeque<>();
  private boolean sweepNeeded;

  GarbageQueue(int capacity) {
    this.capacity = capacity;
  }

  synchronized void add(Superseded superseded) {
    if (queue.size() >= capacity) {
      queue.clear();
      sweepNeeded = true;
    }
    queue.add(superseded);
  }

  /** Takes up to {@code limit} versions that were replaced at or before {@code horizon}. */
  synchronized List<Superseded> take(long horizon, int limit) {
    List<Superseded> ready = new ArrayList<>();
    while (ready.size() < limit && !queue.isEmpty() && queue.peek().replacedAt() <= horizon) {
      ready.add(queue.poll());
    }
    return ready;
  }

  synchronized int size() {
    return queue.size();
  }

  synchronized boolean isSweepNeeded() {
    return sweepNeeded;
  }

  synchronized void needSweep() {
    sweepNeeded = true;
  }

  synchronized void sweepBegun() {
    sweepNeeded = false;
  }
}
