package io.megadb.graph.algorithm;

import java.util.PriorityQueue;

/** Places of vertices so that every edge leads to a later one, the smallest vertices first. */
public final class TopologicalOrder {
  private TopologicalOrder() {}

  /** Places from 0 by vertex; null if there is a cycle. */
  public static int[] places(Topology graph, Runnable check) {
    if (graph.nextLoop(0) >= 0) {
      return null;
    }
    Neighbourhoods out = graph.out();
    int n = graph.vertices();
    int[] waiting = new int[n];
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int v = 0; v < n; v++) {
      waiting[v] = graph.in().degree(v);
      if (waiting[v] == 0) {
        ready.add(v);
      }
    }
    int[] places = new int[n];
    int placed = 0;
    while (!ready.isEmpty()) {
      if ((placed & 65535) == 0) {
        check.run();
      }
      int v = ready.remove();
      places[v] = placed++;
      for (int e = out.offsets[v]; e < out.offsets[v + 1]; e++) {
        if (--waiting[out.targets[e]] == 0) {
          ready.add(out.targets[e]);
        }
      }
    }
    return placed == n ? places : null;
  }
}
