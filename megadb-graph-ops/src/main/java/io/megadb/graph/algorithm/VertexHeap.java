package io.megadb.graph.algorithm;

/** Vertices by ascending key in a binary heap whose keys can be lowered. */
final class VertexHeap {
  private final double[] keys;
  private final int[] heap;

  /** Place in the heap, 0 for not in it. */
  private final int[] places;

  private int size;

  /**
   * @param keys by vertex; the heap writes them
   */
  VertexHeap(double[] keys) {
    this.keys = keys;
    heap = new int[keys.length + 1];
    places = new int[keys.length];
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Gives a vertex a lower key than it has, and puts it in if it is not there. */
  void lower(int vertex, double key) {
    keys[vertex] = key;
    int place = places[vertex];
    if (place == 0) {
      place = ++size;
    }
    while (place > 1 && keys[heap[place >> 1]] > key) {
      heap[place] = heap[place >> 1];
      places[heap[place]] = place;
      place >>= 1;
    }
    heap[place] = vertex;
    places[vertex] = place;
  }

  /** Takes out the vertex of the least key. */
  int remove() {
    int first = heap[1];
    places[first] = 0;
    int last = heap[size--];
    if (size == 0) {
      return first;
    }
    double key = keys[last];
    int place = 1;
    while (true) {
      int child = 2 * place;
      if (child > size) {
        break;
      }
      if (child < size && keys[heap[child + 1]] < keys[heap[child]]) {
        child++;
      }
      if (keys[heap[child]] >= key) {
        break;
      }
      heap[place] = heap[child];
      places[heap[place]] = place;
      place = child;
    }
    heap[place] = last;
    places[last] = place;
    return first;
  }
}
