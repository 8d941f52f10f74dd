package io.megadb.graph.kernel;

import java.util.BitSet;
import java.util.function.LongConsumer;

/**
 * The first paths between each two ends by length, then by edge numbers, of any mode: all paths of
 * length 0, then 1 … until each end that a walk reaches has enough, or no path is longer.
 */
public final class RankedSearch implements PathSearch {
  /** What is counted between two ends. */
  public enum Rank {
    PATHS,
    /** Lengths: all paths of a counted length are given. */
    LENGTHS
  }

  private final PathRules rules;
  private final Walker walker;
  private final ShortestSearch walks;
  private final Rank rank;
  private final long count;
  private final BitSet open = new BitSet();
  private final int[] taken;
  private final int[] lastLength;
  private int start = -1;
  private int length = -1;
  private boolean walking;

  /**
   * @param reach the same pattern as for walks
   * @param charge told of bytes taken
   * @param check called now and then; throws to stop the search
   */
  public RankedSearch(
      PathRules rules,
      PathRules reach,
      PathMode mode,
      Rank rank,
      long count,
      LongConsumer charge,
      Runnable check) {
    this.rules = rules;
    this.walker = new Walker(rules, mode, check);
    this.walks = new ShortestSearch(reach, false, charge, check);
    this.rank = rank;
    this.count = count;
    charge.accept(8L * rules.graph.vertices());
    taken = new int[rules.graph.vertices()];
    lastLength = new int[rules.graph.vertices()];
  }

  @Override
  public Path path() {
    return walker.path();
  }

  @Override
  public long passed() {
    return walker.passed() + walks.passed();
  }

  @Override
  public boolean next() {
    while (true) {
      while (walking && walker.next()) {
        if (path().length() == length && take(path().vertex(length))) {
          return true;
        }
      }
      if (walking && walker.cut() && !satisfied()) {
        walker.start(start, ++length);
        continue;
      }
      start = rules.vertices[0].nextSetBit(start + 1);
      walking = start >= 0;
      if (!walking) {
        return false;
      }
      walks.search(start);
      open.clear();
      walks.ends(open);
      for (int end = open.nextSetBit(0); end >= 0; end = open.nextSetBit(end + 1)) {
        taken[end] = 0;
        lastLength[end] = -1;
      }
      length = 0;
      walker.start(start, 0);
    }
  }

  private boolean take(int end) {
    if (rank == Rank.PATHS) {
      if (taken[end] >= count) {
        return false;
      }
      taken[end]++;
      return true;
    }
    if (lastLength[end] != length) {
      if (taken[end] >= count) {
        return false;
      }
      taken[end]++;
      lastLength[end] = length;
    }
    return true;
  }

  /** Every end has its count. */
  private boolean satisfied() {
    for (int end = open.nextSetBit(0); end >= 0; end = open.nextSetBit(end + 1)) {
      if (taken[end] < count) {
        return false;
      }
      open.clear(end);
    }
    return true;
  }
}
