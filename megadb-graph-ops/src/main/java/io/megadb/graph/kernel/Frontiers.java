package io.megadb.graph.kernel;

/** How many places a search came to at each number of edges, summed over its starts. */
public final class Frontiers {
  /** Lengths told apart; all beyond count as the last. */
  private static final int LENGTHS = 12;

  private final long[] sizes = new long[LENGTHS];

  void add(int length, long places) {
    sizes[Math.min(length, LENGTHS - 1)] += places;
  }

  /** Number of lengths told apart. */
  public int lengths() {
    return LENGTHS;
  }

  /** Places at a length. */
  public long size(int length) {
    return sizes[length];
  }
}
