package io.megadb.graph.algorithm;

import java.util.Arrays;

/**
 * Strongly connected components, numbered from 0 in the order of their smallest vertices, and a
 * shortest cycle through the smallest vertex of each that has one. Tarjan's algorithm without
 * recursion.
 */
public final class StrongComponents {
  private final Topology graph;
  private final int[] component;
  private final int[] position;
  private int count;

  public StrongComponents(Topology graph, Runnable check) {
    this.graph = graph;
    component = new int[graph.vertices()];
    position = new int[graph.vertices()];
    Arrays.fill(position, -1);
    find(check);
    number();
    cycles();
  }

  /** Component by vertex. */
  public int[] components() {
    return component;
  }

  /** Place from 0 in its component's cycle by vertex, -1 for a vertex that is not on it. */
  public int[] positions() {
    return position;
  }

  private void find(Runnable check) {
    Neighbourhoods out = graph.out();
    int n = graph.vertices();
    Arrays.fill(component, -1);
    int[] index = new int[n];
    int[] low = new int[n];
    int[] next = new int[n];
    int[] path = new int[n];
    int[] open = new int[n];
    int seen = 0;
    int opened = 0;
    for (int root = 0; root < n; root++) {
      if (index[root] != 0) {
        continue;
      }
      int depth = 0;
      path[depth++] = root;
      index[root] = low[root] = ++seen;
      next[root] = out.offsets[root];
      open[opened++] = root;
      while (depth > 0) {
        int v = path[depth - 1];
        if (next[v] < out.offsets[v + 1]) {
          int to = out.targets[next[v]++];
          if (index[to] == 0) {
            if ((++seen & 65535) == 0) {
              check.run();
            }
            index[to] = low[to] = seen;
            next[to] = out.offsets[to];
            path[depth++] = to;
            open[opened++] = to;
          } else if (component[to] < 0) {
            low[v] = Math.min(low[v], index[to]);
          }
          continue;
        }
        depth--;
        if (depth > 0) {
          low[path[depth - 1]] = Math.min(low[path[depth - 1]], low[v]);
        }
        if (low[v] == index[v]) {
          int member;
          do {
            member = open[--opened];
            component[member] = count;
          } while (member != v);
          count++;
        }
      }
    }
  }

  private void number() {
    int[] numbers = new int[count];
    Arrays.fill(numbers, -1);
    int next = 0;
    for (int v = 0; v < component.length; v++) {
      if (numbers[component[v]] < 0) {
        numbers[component[v]] = next++;
      }
      component[v] = numbers[component[v]];
    }
  }

  private void cycles() {
    boolean[] done = new boolean[count];
    int[] parent = new int[component.length];
    int[] queue = new int[component.length];
    Arrays.fill(parent, -1);
    for (int v = 0; v < component.length; v++) {
      if (!done[component[v]]) {
        done[component[v]] = true;
        if (graph.isLoop(v)) {
          position[v] = 0;
        } else {
          cycle(v, parent, queue);
        }
      }
    }
  }

  /** Breadth first within the component, back to the start, unless it is alone. */
  private void cycle(int start, int[] parent, int[] queue) {
    Neighbourhoods out = graph.out();
    int head = 0;
    int tail = 0;
    queue[tail++] = start;
    parent[start] = start;
    while (head < tail) {
      int u = queue[head++];
      for (int e = out.offsets[u]; e < out.offsets[u + 1]; e++) {
        int v = out.targets[e];
        if (v == start) {
          mark(start, u, parent);
          return;
        }
        if (parent[v] < 0 && component[v] == component[start]) {
          parent[v] = u;
          queue[tail++] = v;
        }
      }
    }
  }

  private void mark(int start, int last, int[] parent) {
    int length = 1;
    for (int v = last; v != start; v = parent[v]) {
      length++;
    }
    int place = length - 1;
    for (int v = last; v != start; v = parent[v]) {
      position[v] = place--;
    }
    position[start] = 0;
  }
}
