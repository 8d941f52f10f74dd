package io.megadb.tables.memory;

import io.megadb.vector.Bytes;
import java.util.Arrays;

/** A binary min-heap of keys by deadline. Guarded by its table. */
final class Deadlines {
  private long[] times = new long[64];
  private Bytes[] keys = new Bytes[64];
  private int size;

  void add(long timeMs, Bytes key) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      keys = Arrays.copyOf(keys, size * 2);
    }
    int child = size++;
    while (child > 0 && times[child - 1 >> 1] > timeMs) {
      move(child - 1 >> 1, child);
      child = child - 1 >> 1;
    }
    set(child, timeMs, key);
  }

  /** The key whose deadline is first if that has come, else null; removes it. */
  Bytes pollDue(long nowMs) {
    if (size == 0 || times[0] > nowMs) {
      return null;
    }
    Bytes due = keys[0];
    long lastTime = times[--size];
    Bytes lastKey = keys[size];
    keys[size] = null;
    int parent = 0;
    for (int child = 1; child < size; child = 2 * parent + 1) {
      if (child + 1 < size && times[child + 1] < times[child]) {
        child++;
      }
      if (times[child] >= lastTime) {
        break;
      }
      move(child, parent);
      parent = child;
    }
    if (size > 0) {
      set(parent, lastTime, lastKey);
    }
    return due;
  }

  private void move(int from, int to) {
    set(to, times[from], keys[from]);
  }

  private void set(int at, long timeMs, Bytes key) {
    times[at] = timeMs;
    keys[at] = key;
  }
}
