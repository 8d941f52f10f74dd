package io.megadb.vectorops.index;

import java.util.Arrays;

/**
 * A binary heap of nodes by distance, either way round. A node and its distance are one long whose
 * order is that of distances, then of node numbers. Confined to one thread.
 */
final class NodeHeap {
  private final boolean farthestFirst;
  private long[] keys;
  private int size;

  NodeHeap(boolean farthestFirst, int capacity) {
    this.farthestFirst = farthestFirst;
    keys = new long[Math.max(1, capacity)];
  }

  /** A node at a distance that is no NaN. */
  static long entry(float distance, int node) {
    int bits = Float.floatToIntBits(distance);
    int ordered = bits ^ (bits >> 31 & Integer.MAX_VALUE);
    return (long) ordered << 32 | node;
  }

  static int node(long entry) {
    return (int) entry;
  }

  static float distance(long entry) {
    int ordered = (int) (entry >> 32);
    return Float.intBitsToFloat(ordered ^ (ordered >> 31 & Integer.MAX_VALUE));
  }

  int size() {
    return size;
  }

  /** The nearest entry, or the farthest. */
  long top() {
    return farthestFirst ? ~keys[0] : keys[0];
  }

  void push(long entry) {
    long key = farthestFirst ? ~entry : entry;
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
    }
    int at = size++;
    while (at > 0 && keys[at - 1 >> 1] > key) {
      keys[at] = keys[at - 1 >> 1];
      at = at - 1 >> 1;
    }
    keys[at] = key;
  }

  long pop() {
    long top = top();
    long last = keys[--size];
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && keys[child + 1] < keys[child]) {
        child++;
      }
      if (keys[child] >= last) {
        break;
      }
      keys[at] = keys[child];
      at = child;
    }
    keys[at] = last;
    return top;
  }

  /** All entries, nearest first; the heap is empty afterwards. */
  long[] drainNearestFirst() {
    long[] entries = new long[size];
    for (int i = 0; i < entries.length; i++) {
      entries[farthestFirst ? entries.length - 1 - i : i] = pop();
    }
    return entries;
  }
}
