package io.megadb.graph.kernel;

/**
 * Goes through the edges at a vertex in the order of their numbers; an edge from the vertex to
 * itself comes once. Its two positions can be kept and put back. Confined to one thread.
 */
final class Neighbours {
  private final Adjacency graph;
  int out;
  int in;
  private int outEnd;
  private int inEnd;
  private int edge;
  private int vertex;
  private boolean along;

  Neighbours(Adjacency graph) {
    this.graph = graph;
  }

  /** Begins with the first edge. */
  void start(int at, boolean outgoing, boolean incoming) {
    resume(at, outgoing, incoming, graph.outBegin(at), graph.inBegin(at));
  }

  /** Goes on from kept positions. */
  void resume(int at, boolean outgoing, boolean incoming, int outPosition, int inPosition) {
    out = outPosition;
    in = inPosition;
    outEnd = outgoing ? graph.outEnd(at) : out;
    inEnd = incoming ? graph.inEnd(at) : in;
  }

  boolean next() {
    while (out < outEnd || in < inEnd) {
      boolean takeOut = in >= inEnd || out < outEnd && graph.outEdge(out) <= graph.inEdge(in);
      along = takeOut;
      if (takeOut) {
        edge = graph.outEdge(out++);
        vertex = graph.target(edge);
        if (in < inEnd && graph.inEdge(in) == edge) {
          in++;
        }
      } else {
        edge = graph.inEdge(in++);
        vertex = graph.source(edge);
      }
      return true;
    }
    return false;
  }

  int edge() {
    return edge;
  }

  /** The edge is passed from its source to its target. */
  boolean along() {
    return along;
  }

  int vertex() {
    return vertex;
  }
}
