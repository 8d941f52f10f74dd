package io.megadb.graph.algorithm;

import java.util.Arrays;

/**
 * The neighbours of each vertex one way, ascending and each once, in compressed rows. Immutable.
 */
public final class Neighbourhoods {
  final int[] offsets;
  final int[] targets;

  /** Least weight of the edges to each neighbour; null without weights. */
  final double[] weights;

  private Neighbourhoods(int[] offsets, int[] targets, double[] weights) {
    this.offsets = offsets;
    this.targets = targets;
    this.weights = weights;
  }

  /** Bytes of so many, while they are made. */
  public static long bytes(int vertices, long arcs, boolean weighted) {
    return 4L * (vertices + 1) + arcs * (weighted ? 24 : 8);
  }

  public int vertices() {
    return offsets.length - 1;
  }

  /** Neighbours of all vertices. */
  public int arcs() {
    return targets.length;
  }

  int degree(int vertex) {
    return offsets[vertex + 1] - offsets[vertex];
  }

  /** Bytes it takes. */
  public long bytes() {
    return 4L * (offsets.length + targets.length) + (weights == null ? 0 : 8L * weights.length);
  }

  /**
   * Neighbours along edges. Two counting sorts: by target, and those in their order by source.
   *
   * @param count edges in the arrays
   * @param weights of the edges, or null
   */
  public static Neighbourhoods of(
      int vertices, int[] sources, int[] targets, int count, double[] weights) {
    int[] inNext = starts(vertices, targets, count);
    int[] bySource = new int[count];
    double[] byWeight = weights == null ? null : new double[count];
    int[] ends = inNext.clone();
    for (int edge = 0; edge < count; edge++) {
      int place = ends[targets[edge]]++;
      bySource[place] = sources[edge];
      if (weights != null) {
        byWeight[place] = weights[edge];
      }
    }
    int[] offsets = starts(vertices, sources, count);
    int[] next = offsets.clone();
    int[] sorted = new int[count];
    double[] sortedWeights = weights == null ? null : new double[count];
    for (int target = 0; target < vertices; target++) {
      for (int place = inNext[target]; place < ends[target]; place++) {
        int at = next[bySource[place]]++;
        sorted[at] = target;
        if (weights != null) {
          sortedWeights[at] = byWeight[place];
        }
      }
    }
    return distinct(offsets, sorted, sortedWeights);
  }

  /** Where each vertex's edges begin; one more place at the end. */
  private static int[] starts(int vertices, int[] ends, int count) {
    int[] starts = new int[vertices + 1];
    for (int edge = 0; edge < count; edge++) {
      starts[ends[edge] + 1]++;
    }
    for (int v = 0; v < vertices; v++) {
      starts[v + 1] += starts[v];
    }
    return starts;
  }

  /** Leaves out loops and, of equal neighbours, all but the one of least weight. In place. */
  private static Neighbourhoods distinct(int[] offsets, int[] sorted, double[] weights) {
    int kept = 0;
    int from = 0;
    for (int v = 0; v < offsets.length - 1; v++) {
      int to = offsets[v + 1];
      int first = kept;
      for (int i = from; i < to; i++) {
        int target = sorted[i];
        if (target == v) {
          continue;
        }
        if (kept > first && sorted[kept - 1] == target) {
          if (weights != null) {
            weights[kept - 1] = Math.min(weights[kept - 1], weights[i]);
          }
          continue;
        }
        if (weights != null) {
          weights[kept] = weights[i];
        }
        sorted[kept++] = target;
      }
      from = to;
      offsets[v + 1] = kept;
    }
    return new Neighbourhoods(
        offsets,
        kept == sorted.length ? sorted : Arrays.copyOf(sorted, kept),
        weights == null || kept == weights.length ? weights : Arrays.copyOf(weights, kept));
  }

  /** The same edges against their direction. */
  public Neighbourhoods reversed() {
    int vertices = vertices();
    int[] starts = starts(vertices, targets, targets.length);
    int[] next = starts.clone();
    int[] sources = new int[targets.length];
    double[] reversedWeights = weights == null ? null : new double[targets.length];
    for (int v = 0; v < vertices; v++) {
      for (int i = offsets[v]; i < offsets[v + 1]; i++) {
        int at = next[targets[i]]++;
        sources[at] = v;
        if (weights != null) {
          reversedWeights[at] = weights[i];
        }
      }
    }
    return new Neighbourhoods(starts, sources, reversedWeights);
  }

  /** Neighbours in either of two. */
  public Neighbourhoods and(Neighbourhoods other) {
    int vertices = vertices();
    int[] all = new int[targets.length + other.targets.length];
    double[] allWeights = weights == null ? null : new double[all.length];
    int[] starts = new int[vertices + 1];
    int count = 0;
    for (int v = 0; v < vertices; v++) {
      int a = offsets[v];
      int b = other.offsets[v];
      int endA = offsets[v + 1];
      int endB = other.offsets[v + 1];
      while (a < endA || b < endB) {
        int left = a < endA ? targets[a] : Integer.MAX_VALUE;
        int right = b < endB ? other.targets[b] : Integer.MAX_VALUE;
        if (weights != null) {
          double leftWeight = left <= right ? weights[a] : Double.POSITIVE_INFINITY;
          double rightWeight = right <= left ? other.weights[b] : Double.POSITIVE_INFINITY;
          allWeights[count] = Math.min(leftWeight, rightWeight);
        }
        all[count++] = Math.min(left, right);
        a += left <= right ? 1 : 0;
        b += right <= left ? 1 : 0;
      }
      starts[v + 1] = count;
    }
    return new Neighbourhoods(
        starts,
        Arrays.copyOf(all, count),
        weights == null ? null : Arrays.copyOf(allWeights, count));
  }

  /** Whether a vertex has a neighbour. */
  boolean contains(int vertex, int target) {
    return Arrays.binarySearch(targets, offsets[vertex], offsets[vertex + 1], target) >= 0;
  }
}
