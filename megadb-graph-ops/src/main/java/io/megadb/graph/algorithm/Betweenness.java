package io.megadb.graph.algorithm;

import java.util.Arrays;

/**
 * On how many shortest paths between two others each vertex lies, each pair's paths counting as
 * one; after Brandes, A Faster Algorithm for Betweenness Centrality, 2001.
 */
public final class Betweenness {
  private final Neighbourhoods out;
  private final double[] scores;
  private final int[] distance;
  private final double[] paths;
  private final double[] dependency;
  private final int[] order;

  private Betweenness(Neighbourhoods out) {
    this.out = out;
    int n = out.vertices();
    scores = new double[n];
    distance = new int[n];
    paths = new double[n];
    dependency = new double[n];
    order = new int[n];
    Arrays.fill(distance, -1);
  }

  /**
   * Scores by vertex.
   *
   * @param directed else each pair counts once
   * @param samples starts from which paths are followed, evenly spread over the vertices in their
   *     order; scores are those of as many samples, multiplied up to all; 0 for all
   */
  public static double[] scores(Neighbourhoods out, boolean directed, int samples, Runnable check) {
    int n = out.vertices();
    int starts = samples == 0 ? n : Math.min(samples, n);
    Betweenness run = new Betweenness(out);
    for (int i = 0; i < starts; i++) {
      check.run();
      run.from((int) ((long) i * n / starts));
    }
    double factor = (directed ? 1.0 : 0.5) * (starts == n ? 1.0 : (double) n / starts);
    for (int v = 0; v < n; v++) {
      run.scores[v] *= factor;
    }
    return run.scores;
  }

  private void from(int start) {
    int count = 0;
    distance[start] = 0;
    paths[start] = 1;
    order[count++] = start;
    for (int i = 0; i < count; i++) {
      int u = order[i];
      for (int e = out.offsets[u]; e < out.offsets[u + 1]; e++) {
        int v = out.targets[e];
        if (distance[v] < 0) {
          distance[v] = distance[u] + 1;
          order[count++] = v;
        }
        if (distance[v] == distance[u] + 1) {
          paths[v] += paths[u];
        }
      }
    }
    for (int i = count - 1; i >= 0; i--) {
      int u = order[i];
      double sum = 0;
      for (int e = out.offsets[u]; e < out.offsets[u + 1]; e++) {
        int v = out.targets[e];
        if (distance[v] == distance[u] + 1) {
          sum += paths[u] / paths[v] * (1 + dependency[v]);
        }
      }
      dependency[u] = sum;
      if (u != start) {
        scores[u] += sum;
      }
    }
    for (int i = 0; i < count; i++) {
      int u = order[i];
      distance[u] = -1;
      paths[u] = 0;
      dependency[u] = 0;
    }
  }
}
