package io.megadb.graph.algorithm;

import java.util.Arrays;
import java.util.BitSet;

/** Lengths of shortest paths from the nearest of some sources. */
public final class Distances {
  /** When a frontier's edges are more than this part of those left, look from the other side. */
  private static final int BOTTOM_UP_PART = 15;

  /** When a frontier is less than this part of all vertices, look from its side again. */
  private static final int TOP_DOWN_PART = 18;

  private Distances() {}

  /**
   * Numbers of edges, -1 where there is no path. Direction-optimising, after Beamer et al., SC
   * 2012.
   *
   * @param most edges after which the search ends
   */
  public static int[] hops(
      Neighbourhoods out, Neighbourhoods in, BitSet sources, int most, Runnable check) {
    int n = out.vertices();
    int[] level = new int[n];
    Arrays.fill(level, -1);
    int[] frontier = new int[Math.max(1, n)];
    int size = 0;
    long scout = 0;
    for (int s = sources.nextSetBit(0); s >= 0; s = sources.nextSetBit(s + 1)) {
      level[s] = 0;
      frontier[size++] = s;
      scout += out.degree(s);
    }
    int[] next = new int[Math.max(1, n)];
    long left = out.arcs();
    int depth = 0;
    while (size > 0 && depth < most) {
      check.run();
      if (scout > left / BOTTOM_UP_PART) {
        int reached = size;
        int before;
        do {
          before = reached;
          reached = bottomUp(in, level, depth++);
        } while (depth < most && reached > 0 && (reached >= before || reached > n / TOP_DOWN_PART));
        size = 0;
        scout = 1;
        for (int v = 0; v < n && reached > 0; v++) {
          if (level[v] == depth) {
            frontier[size++] = v;
          }
        }
        continue;
      }
      left -= scout;
      scout = 0;
      int count = 0;
      depth++;
      for (int i = 0; i < size; i++) {
        int u = frontier[i];
        for (int e = out.offsets[u]; e < out.offsets[u + 1]; e++) {
          int v = out.targets[e];
          if (level[v] < 0) {
            level[v] = depth;
            next[count++] = v;
            scout += out.degree(v);
          }
        }
      }
      int[] swap = frontier;
      frontier = next;
      next = swap;
      size = count;
    }
    return level;
  }

  /** Vertices not reached look for a neighbour in the frontier; returns how many found one. */
  private static int bottomUp(Neighbourhoods in, int[] level, int depth) {
    int reached = 0;
    for (int v = 0; v < level.length; v++) {
      if (level[v] >= 0) {
        continue;
      }
      for (int e = in.offsets[v]; e < in.offsets[v + 1]; e++) {
        if (level[in.targets[e]] == depth) {
          level[v] = depth + 1;
          reached++;
          break;
        }
      }
    }
    return reached;
  }

  /** Sums of weights, infinite where there is no path. Dijkstra's algorithm on a binary heap. */
  public static double[] weighted(Neighbourhoods out, BitSet sources, Runnable check) {
    double[] distance = new double[out.vertices()];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    VertexHeap heap = new VertexHeap(distance);
    for (int s = sources.nextSetBit(0); s >= 0; s = sources.nextSetBit(s + 1)) {
      heap.lower(s, 0);
    }
    int settled = 0;
    while (!heap.isEmpty()) {
      if ((++settled & 65535) == 0) {
        check.run();
      }
      int u = heap.remove();
      for (int e = out.offsets[u]; e < out.offsets[u + 1]; e++) {
        double other = distance[u] + out.weights[e];
        if (other < distance[out.targets[e]]) {
          heap.lower(out.targets[e], other);
        }
      }
    }
    return distance;
  }
}
