package io.megadb.graph.algorithm;

/**
 * Weakly connected components, numbered from 0 in the order of their smallest vertices. Links a few
 * neighbours of every vertex first and then leaves the largest component out; after Sutton et al.,
 * Optimizing Parallel Graph Connectivity Computation via Subgraph Sampling (Afforest), IPDPS 2018.
 */
public final class Components {
  /** Neighbours of each vertex that are linked before the largest component is known. */
  private static final int FIRST_NEIGHBOURS = 2;

  /** Vertices looked at to guess the largest component. */
  private static final int SAMPLE = 1024;

  private Components() {}

  /** Component by vertex. */
  public static int[] weak(Neighbourhoods out, Neighbourhoods in, Runnable check) {
    int n = out.vertices();
    int[] parent = new int[n];
    for (int v = 0; v < n; v++) {
      parent[v] = v;
    }
    for (int round = 0; round < FIRST_NEIGHBOURS; round++) {
      for (int v = 0; v < n; v++) {
        if (out.offsets[v] + round < out.offsets[v + 1]) {
          link(parent, v, out.targets[out.offsets[v] + round]);
        }
      }
      flatten(parent);
      check.run();
    }
    int largest = frequent(parent);
    for (int v = 0; v < n; v++) {
      if (parent[v] == largest) {
        continue;
      }
      for (int e = out.offsets[v] + FIRST_NEIGHBOURS; e < out.offsets[v + 1]; e++) {
        link(parent, v, out.targets[e]);
      }
      for (int e = in.offsets[v]; e < in.offsets[v + 1]; e++) {
        link(parent, v, in.targets[e]);
      }
    }
    flatten(parent);
    return numbered(parent);
  }

  /** Of two trees, the one of the larger root goes below the other. */
  private static void link(int[] parent, int u, int v) {
    int a = parent[u];
    int b = parent[v];
    while (a != b) {
      int high = Math.max(a, b);
      int low = Math.min(a, b);
      if (parent[high] == high) {
        parent[high] = low;
        return;
      }
      a = parent[parent[high]];
      b = parent[low];
    }
  }

  private static void flatten(int[] parent) {
    for (int v = 0; v < parent.length; v++) {
      while (parent[v] != parent[parent[v]]) {
        parent[v] = parent[parent[v]];
      }
    }
  }

  /** The root found most often, looking at evenly spread vertices. */
  private static int frequent(int[] parent) {
    int n = parent.length;
    int step = Math.max(1, n / SAMPLE);
    int[] roots = new int[(n + step - 1) / step];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = parent[i * step];
    }
    java.util.Arrays.sort(roots);
    int best = -1;
    int most = 0;
    int run = 0;
    for (int i = 0; i < roots.length; i++) {
      run = i > 0 && roots[i] == roots[i - 1] ? run + 1 : 1;
      if (run > most) {
        most = run;
        best = roots[i];
      }
    }
    return best;
  }

  /** Roots are the smallest vertices of their trees; they become 0, 1, 2 … */
  private static int[] numbered(int[] parent) {
    int[] numbers = new int[parent.length];
    int count = 0;
    for (int v = 0; v < parent.length; v++) {
      numbers[v] = parent[v] == v ? count++ : numbers[parent[v]];
    }
    return numbers;
  }
}
