package io.megadb.graph.algorithm;

import java.util.Arrays;

/**
 * Triangles at each vertex, and how many edges run between its neighbours. Every edge belongs to
 * its end of the smaller degree, so that no list is longer than the square root of the edges.
 */
public final class Triangles {
  private final long[] triangles;
  private final long[] links;

  /**
   * @param directed edges between neighbours count by direction; else each counts as two
   */
  public Triangles(Topology graph, boolean directed, Runnable check) {
    Neighbourhoods both = graph.both();
    int n = both.vertices();
    triangles = new long[n];
    links = new long[n];
    int[] rank = ranks(both);
    int[] byRank = new int[n];
    for (int v = 0; v < n; v++) {
      byRank[rank[v]] = v;
    }
    int[] offsets = new int[n + 1];
    int[] targets = new int[both.arcs() / 2];
    byte[] edges = new byte[targets.length];
    for (int r = 0; r < n; r++) {
      fill(graph, directed, byRank[r], rank, byRank, offsets, targets, edges);
    }
    count(offsets, targets, edges, byRank, check);
  }

  /** Triangles at each vertex. */
  public long[] triangles() {
    return triangles;
  }

  /** Edges between the neighbours of each vertex, from each of two to the other. */
  public long[] links() {
    return links;
  }

  /** 0 for the largest degree. */
  private static int[] ranks(Neighbourhoods both) {
    int n = both.vertices();
    int largest = 0;
    for (int v = 0; v < n; v++) {
      largest = Math.max(largest, both.degree(v));
    }
    int[] next = new int[largest + 2];
    for (int v = 0; v < n; v++) {
      next[largest - both.degree(v) + 1]++;
    }
    for (int i = 0; i <= largest; i++) {
      next[i + 1] += next[i];
    }
    int[] rank = new int[n];
    for (int v = 0; v < n; v++) {
      rank[v] = next[largest - both.degree(v)]++;
    }
    return rank;
  }

  /** Neighbours of a smaller rank, ascending, and whether edges to them run one way or both. */
  private static void fill(
      Topology graph,
      boolean directed,
      int v,
      int[] rank,
      int[] byRank,
      int[] offsets,
      int[] targets,
      byte[] edges) {
    Neighbourhoods both = graph.both();
    int own = rank[v];
    int at = offsets[own];
    for (int e = both.offsets[v]; e < both.offsets[v + 1]; e++) {
      if (rank[both.targets[e]] < own) {
        targets[at++] = rank[both.targets[e]];
      }
    }
    Arrays.sort(targets, offsets[own], at);
    for (int i = offsets[own]; i < at; i++) {
      int other = byRank[targets[i]];
      boolean once = directed && !(graph.out().contains(v, other) && graph.in().contains(v, other));
      edges[i] = (byte) (once ? 1 : 2);
    }
    offsets[own + 1] = at;
  }

  private void count(int[] offsets, int[] targets, byte[] edges, int[] byRank, Runnable check) {
    byte[] marked = new byte[byRank.length];
    for (int u = 0; u < byRank.length; u++) {
      int from = offsets[u];
      int to = offsets[u + 1];
      if (to - from < 2) {
        continue;
      }
      if ((u & 1023) == 0) {
        check.run();
      }
      for (int e = from; e < to; e++) {
        marked[targets[e]] = edges[e];
      }
      long ownTriangles = 0;
      long ownLinks = 0;
      for (int e = from; e < to; e++) {
        int v = targets[e];
        long found = 0;
        long foundLinks = 0;
        for (int f = offsets[v]; f < offsets[v + 1]; f++) {
          int w = targets[f];
          if (marked[w] != 0) {
            found++;
            foundLinks += marked[w];
            ownLinks += edges[f];
            triangles[byRank[w]]++;
            links[byRank[w]] += edges[e];
          }
        }
        ownTriangles += found;
        triangles[byRank[v]] += found;
        links[byRank[v]] += foundLinks;
      }
      triangles[byRank[u]] += ownTriangles;
      links[byRank[u]] += ownLinks;
      for (int e = from; e < to; e++) {
        marked[targets[e]] = 0;
      }
    }
  }

  /** Share of the possible edges between a vertex's neighbours that there are, by vertex. */
  public double[] coefficients(Topology graph) {
    double[] coefficients = new double[links.length];
    for (int v = 0; v < links.length; v++) {
      double degree = graph.both().degree(v);
      coefficients[v] = degree < 2 ? 0 : links[v] / (degree * (degree - 1));
    }
    return coefficients;
  }
}
