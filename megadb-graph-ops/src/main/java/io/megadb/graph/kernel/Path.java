package io.megadb.graph.kernel;

import java.util.Arrays;

/** A path and where in it the tested vertices of its pattern are. */
public final class Path {
  private int length;
  private int[] vertices = new int[16];
  private int[] edges = new int[16];
  private final int[] places;

  Path(int tests) {
    places = new int[tests];
  }

  /** Number of edges. */
  public int length() {
    return length;
  }

  public int vertex(int index) {
    return vertices[index];
  }

  public int edge(int index) {
    return edges[index];
  }

  /** Index of the vertex that satisfied a test. */
  public int place(int test) {
    return places[test];
  }

  void reset(int newLength) {
    length = newLength;
    if (vertices.length <= newLength) {
      vertices = Arrays.copyOf(vertices, 2 * newLength + 1);
      edges = Arrays.copyOf(edges, 2 * newLength + 1);
    }
  }

  void vertex(int index, int vertex) {
    vertices[index] = vertex;
  }

  void edge(int index, int edge) {
    edges[index] = edge;
  }

  void place(int test, int index) {
    places[test] = index;
  }
}
