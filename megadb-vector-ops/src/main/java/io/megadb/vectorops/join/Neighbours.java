package io.megadb.vectorops.join;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The nearest positions of one left row, or all near enough. Of two that are equally far the lesser
 * position is nearer. Confined to one thread.
 */
final class Neighbours {
  /** Keys in place of distances that are no numbers: after all numbers, and null after NaN. */
  static final double NAN_KEY = Double.MAX_VALUE;

  static final double NULL_KEY = Double.POSITIVE_INFINITY;

  private static final int ENTRY_BYTES = 12;

  private final int most;
  private final LongConsumer charge;
  private double[] keys;
  private int[] positions;
  private int size;

  /**
   * @param most how many are kept
   * @param charge takes bytes of the statement's memory
   */
  Neighbours(int most, LongConsumer charge) {
    this.most = most;
    this.charge = charge;
    int room = Math.min(most, 16);
    charge.accept((long) ENTRY_BYTES * room);
    keys = new double[room];
    positions = new int[room];
  }

  int size() {
    return size;
  }

  /** Whether nothing as far as this would be kept, if greater positions than before are offered. */
  boolean refuses(double key) {
    return size == most && (most == 0 || key >= keys[0]);
  }

  void offer(double key, int position) {
    if (size < most) {
      if (size == keys.length) {
        int room = (int) Math.min(most, 2L * size);
        charge.accept((long) ENTRY_BYTES * (room - size));
        keys = Arrays.copyOf(keys, room);
        positions = Arrays.copyOf(positions, room);
      }
      up(key, position, size++);
    } else if (most > 0 && after(keys[0], positions[0], key, position)) {
      down(key, position, size);
    }
  }

  private static boolean after(double keyA, int a, double keyB, int b) {
    return keyA > keyB || keyA == keyB && a > b;
  }

  private void up(double key, int position, int from) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (!after(key, position, keys[parent], positions[parent])) {
        break;
      }
      keys[at] = keys[parent];
      positions[at] = positions[parent];
      at = parent;
    }
    keys[at] = key;
    positions[at] = position;
  }

  /** Puts an entry in place of the farthest of the first {@code count}. */
  private void down(double key, int position, int count) {
    int at = 0;
    for (int child = 1; child < count; child = 2 * at + 1) {
      if (child + 1 < count
          && after(keys[child + 1], positions[child + 1], keys[child], positions[child])) {
        child++;
      }
      if (!after(keys[child], positions[child], key, position)) {
        break;
      }
      keys[at] = keys[child];
      positions[at] = positions[child];
      at = child;
    }
    keys[at] = key;
    positions[at] = position;
  }

  /** Moves all to arrays, nearest first; nothing can be offered after that. */
  void drain(int[] toPositions, double[] toKeys, int from) {
    for (int count = size; count > 0; count--) {
      toPositions[from + count - 1] = positions[0];
      toKeys[from + count - 1] = keys[0];
      down(keys[count - 1], positions[count - 1], count - 1);
    }
  }
}
