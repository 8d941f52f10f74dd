package io.megadb.graph.kernel;

/**
 * A graph in compressed rows, both ways. Vertices and edges are numbers from 0, and a vertex's
 * edges come in the order of their numbers. Immutable.
 */
public final class Adjacency {
  private final int vertices;
  private final int[] sources;
  private final int[] targets;
  private final int[] outOffsets;
  private final int[] outEdges;
  private final int[] inOffsets;
  private final int[] inEdges;

  /** Takes over the arrays: the ends of each edge. */
  public Adjacency(int vertices, int[] sources, int[] targets) {
    this.vertices = vertices;
    this.sources = sources;
    this.targets = targets;
    outOffsets = offsets(vertices, sources);
    outEdges = edges(outOffsets, sources);
    inOffsets = offsets(vertices, targets);
    inEdges = edges(inOffsets, targets);
  }

  private static int[] offsets(int vertices, int[] ends) {
    int[] offsets = new int[vertices + 1];
    for (int end : ends) {
      offsets[end + 1]++;
    }
    for (int v = 0; v < vertices; v++) {
      offsets[v + 1] += offsets[v];
    }
    return offsets;
  }

  /** Counting sort, stable. */
  private static int[] edges(int[] offsets, int[] ends) {
    int[] next = offsets.clone();
    int[] edges = new int[ends.length];
    for (int edge = 0; edge < ends.length; edge++) {
      edges[next[ends[edge]]++] = edge;
    }
    return edges;
  }

  /** Bytes of a graph of so many, while it is built. */
  public static long bytes(int vertices, int edges) {
    return 12L * (vertices + 1) + 16L * edges;
  }

  public int vertices() {
    return vertices;
  }

  public int edges() {
    return sources.length;
  }

  int source(int edge) {
    return sources[edge];
  }

  int target(int edge) {
    return targets[edge];
  }

  int outBegin(int vertex) {
    return outOffsets[vertex];
  }

  int outEnd(int vertex) {
    return outOffsets[vertex + 1];
  }

  int outEdge(int position) {
    return outEdges[position];
  }

  int inBegin(int vertex) {
    return inOffsets[vertex];
  }

  int inEnd(int vertex) {
    return inOffsets[vertex + 1];
  }

  int inEdge(int position) {
    return inEdges[position];
  }
}
