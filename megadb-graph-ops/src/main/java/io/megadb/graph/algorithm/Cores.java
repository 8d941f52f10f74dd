package io.megadb.graph.algorithm;

/** Core numbers, after Batagelj and Zaveršnik, An O(m) Algorithm for Cores Decomposition, 2003. */
public final class Cores {
  private Cores() {}

  /** The largest k so that a vertex belongs to a part in which all have k neighbours. */
  public static int[] numbers(Neighbourhoods both) {
    int n = both.vertices();
    int[] degree = new int[n];
    int largest = 0;
    for (int v = 0; v < n; v++) {
      degree[v] = both.degree(v);
      largest = Math.max(largest, degree[v]);
    }
    int[] first = new int[largest + 2];
    for (int v = 0; v < n; v++) {
      first[degree[v] + 1]++;
    }
    for (int d = 0; d <= largest; d++) {
      first[d + 1] += first[d];
    }
    int[] order = new int[n];
    int[] place = new int[n];
    int[] next = first.clone();
    for (int v = 0; v < n; v++) {
      place[v] = next[degree[v]]++;
      order[place[v]] = v;
    }
    for (int i = 0; i < n; i++) {
      int v = order[i];
      for (int e = both.offsets[v]; e < both.offsets[v + 1]; e++) {
        int u = both.targets[e];
        if (degree[u] > degree[v]) {
          // To the front of its degree's vertices, which then begin one later.
          int at = place[u];
          int front = Math.max(first[degree[u]], i + 1);
          int other = order[front];
          order[at] = other;
          place[other] = at;
          order[front] = u;
          place[u] = front;
          first[degree[u]] = front + 1;
          degree[u]--;
        }
      }
    }
    return degree;
  }
}
