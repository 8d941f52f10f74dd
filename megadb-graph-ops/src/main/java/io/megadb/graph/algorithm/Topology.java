package io.megadb.graph.algorithm;

import java.util.BitSet;

/**
 * A graph as algorithms see it: neighbours along edges, against them, and both together, which is
 * made when first asked for. Thread-safe.
 */
public final class Topology {
  private final Neighbourhoods out;
  private final Neighbourhoods in;
  private final BitSet loops;
  private Neighbourhoods both;

  /**
   * @param count edges in the arrays
   * @param weights of the edges, or null
   */
  public Topology(int vertices, int[] sources, int[] targets, int count, double[] weights) {
    out = Neighbourhoods.of(vertices, sources, targets, count, weights);
    in = out.reversed();
    loops = new BitSet();
    for (int edge = 0; edge < count; edge++) {
      if (sources[edge] == targets[edge]) {
        loops.set(sources[edge]);
      }
    }
  }

  public int vertices() {
    return out.vertices();
  }

  /** Neighbours along edges. */
  public Neighbourhoods out() {
    return out;
  }

  /** Neighbours against edges. */
  public Neighbourhoods in() {
    return in;
  }

  /** Neighbours either way. */
  public synchronized Neighbourhoods both() {
    if (both == null) {
      both = out.and(in);
    }
    return both;
  }

  /** Whether there is an edge from a vertex to itself. */
  boolean isLoop(int vertex) {
    return loops.get(vertex);
  }

  /** Vertices with an edge to themselves, the first from one on; -1 for none. */
  int nextLoop(int from) {
    return loops.nextSetBit(from);
  }

  /** Bytes it takes now. */
  public synchronized long bytes() {
    return out.bytes() + in.bytes() + (both == null ? 0 : both.bytes()) + loops.size() / 8;
  }
}
