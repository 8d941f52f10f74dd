package io.megadb.graph.algorithm;

import java.util.Arrays;

/**
 * Communities by label propagation as LDBC Graphalytics has it: all vertices at once take the label
 * that most of their neighbours have, the smallest of equally many; with directions, a neighbour
 * both ways counts twice.
 */
public final class LabelPropagation {
  private LabelPropagation() {}

  /**
   * The vertex whose number is each vertex's label in the end.
   *
   * @param in null for a graph without directions
   */
  public static int[] labels(
      Neighbourhoods out, Neighbourhoods in, int iterations, Runnable check) {
    int n = out.vertices();
    int[] labels = new int[n];
    for (int v = 0; v < n; v++) {
      labels[v] = v;
    }
    int[] next = new int[n];
    int[] counts = new int[n];
    int[] seen = new int[n];
    boolean changed = true;
    for (int round = 0; round < iterations && changed; round++) {
      check.run();
      changed = false;
      for (int v = 0; v < n; v++) {
        int kinds = count(out, v, labels, counts, seen, 0);
        if (in != null) {
          kinds = count(in, v, labels, counts, seen, kinds);
        }
        int best = labels[v];
        int most = 0;
        for (int i = 0; i < kinds; i++) {
          int label = seen[i];
          if (counts[label] > most || counts[label] == most && label < best) {
            most = counts[label];
            best = label;
          }
          counts[label] = 0;
        }
        next[v] = best;
        changed |= best != labels[v];
      }
      int[] swap = labels;
      labels = next;
      next = swap;
    }
    return Arrays.copyOf(labels, n);
  }

  private static int count(
      Neighbourhoods to, int v, int[] labels, int[] counts, int[] seen, int known) {
    int kinds = known;
    for (int e = to.offsets[v]; e < to.offsets[v + 1]; e++) {
      int label = labels[to.targets[e]];
      if (counts[label]++ == 0) {
        seen[kinds++] = label;
      }
    }
    return kinds;
  }
}
