package io.megadb.tables.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which of so many rows a sample keeps: each with the same chance, in one pass, without knowing how
 * many there are (Vitter, Random Sampling with a Reservoir, 1985; the skips are drawn as in Li's
 * Algorithm L, 1994). Confined to one thread.
 */
final class Reservoir {
  /** More rows than there are. */
  private static final double FOREVER = 1e18;

  private final int capacity;
  private final SplittableRandom random;
  private final int[] slots;
  private long seen;
  private int filled;
  private long next;
  private double weight = 1;

  Reservoir(int capacity, long seed) {
    this.capacity = capacity;
    this.random = new SplittableRandom(seed);
    this.slots = new int[capacity];
  }

  /** Whether the next row is kept; {@link #keep} must follow if so. */
  boolean offer() {
    return seen++ < capacity || seen > next;
  }

  /** Keeps the row just offered under a number, in place of another one if all places are taken. */
  void keep(int number) {
    if (filled < capacity) {
      slots[filled++] = number;
      if (filled == capacity) {
        skip();
      }
      return;
    }
    slots[random.nextInt(capacity)] = number;
    skip();
  }

  private void skip() {
    weight *= Math.exp(Math.log(uniform()) / capacity);
    double rows = Math.floor(Math.log(uniform()) / Math.log1p(-weight));
    next = rows < FOREVER ? seen + (long) rows : Long.MAX_VALUE;
  }

  /** Above 0 and below 1. */
  private double uniform() {
    return (random.nextLong() >>> 11 | 1) * 0x1p-53;
  }

  /** The numbers of the rows kept. */
  int[] numbers() {
    return Arrays.copyOf(slots, filled);
  }

  /** Numbers the rows kept 0, 1, 2 … */
  void renumber() {
    for (int i = 0; i < filled; i++) {
      slots[i] = i;
    }
  }
}
