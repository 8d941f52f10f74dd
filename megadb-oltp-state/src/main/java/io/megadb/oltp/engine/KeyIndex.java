package io.megadb.oltp.engine;

import java.util.Arrays;

/**
 * Row numbers by the hash of a key: open addressing with linear probing. It never forgets a row
 * that was rolled back: whoever asks compares keys anyway, and numbers are given again. Guarded by
 * its owner.
 */
final class KeyIndex {
  private static final int FIRST_SLOTS = 1 << 13;

  /** Row number + 1, 0 for a free slot. */
  private int[] slots = new int[FIRST_SLOTS];

  private int used;

  /** Heap bytes. */
  long bytes() {
    return (long) Integer.BYTES * slots.length;
  }

  /** True when it must {@link #grow} before so many times {@link #add}. */
  boolean isFullWith(int more) {
    return used + more > slots.length / 2;
  }

  /** Empties it and makes room for so many rows and as many again. */
  void grow(int rows) {
    int length = FIRST_SLOTS;
    while (length < 4L * rows) {
      length = Math.multiplyExact(length, 2);
    }
    if (length == slots.length) {
      Arrays.fill(slots, 0);
    } else {
      slots = new int[length];
    }
    used = 0;
  }

  /** The first slot to look at. */
  int start(int hash) {
    return hash & (slots.length - 1);
  }

  int next(int slot) {
    return slot + 1 & (slots.length - 1);
  }

  /** The row number in a slot, or -1. */
  int row(int slot) {
    return slots[slot] - 1;
  }

  void add(int hash, int row) {
    int slot = start(hash);
    while (slots[slot] != 0) {
      slot = next(slot);
    }
    slots[slot] = row + 1;
    used++;
  }
}
