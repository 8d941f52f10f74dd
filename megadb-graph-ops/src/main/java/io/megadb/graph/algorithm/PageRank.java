package io.megadb.graph.algorithm;

import java.util.Arrays;

/**
 * PageRank as LDBC Graphalytics has it: a number of rounds, ranks that add up to 1, and what
 * vertices without edges hold is spread over all.
 */
public final class PageRank {
  private PageRank() {}

  /** Ranks by vertex. */
  public static double[] ranks(
      Neighbourhoods out, Neighbourhoods in, double damping, int iterations, Runnable check) {
    int n = out.vertices();
    double[] ranks = new double[n];
    double[] shares = new double[n];
    Arrays.fill(ranks, 1.0 / n);
    for (int round = 0; round < iterations; round++) {
      check.run();
      double dangling = 0;
      for (int v = 0; v < n; v++) {
        int degree = out.degree(v);
        if (degree == 0) {
          dangling += ranks[v];
        } else {
          shares[v] = ranks[v] / degree;
        }
      }
      double base = (1 - damping) / n + damping * dangling / n;
      for (int v = 0; v < n; v++) {
        double sum = 0;
        for (int e = in.offsets[v]; e < in.offsets[v + 1]; e++) {
          sum += shares[in.targets[e]];
        }
        ranks[v] = base + damping * sum;
      }
    }
    return ranks;
  }
}
