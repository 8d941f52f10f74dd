package io.megadb.graph.algorithm;

import java.util.Arrays;

/** A small graph as a matrix, and every answer computed from its definition. */
final class NaiveGraph {
  final int vertices;
  final boolean[][] edge;
  final boolean[] loop;
  final double[][] weight;

  NaiveGraph(int vertices, int[] sources, int[] targets, double[] weights) {
    this.vertices = vertices;
    edge = new boolean[vertices][vertices];
    loop = new boolean[vertices];
    weight = new double[vertices][vertices];
    for (double[] row : weight) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    for (int e = 0; e < sources.length; e++) {
      int a = sources[e];
      int b = targets[e];
      if (a == b) {
        loop[a] = true;
      } else {
        edge[a][b] = true;
        weight[a][b] = Math.min(weight[a][b], weights[e]);
      }
    }
  }

  private NaiveGraph(NaiveGraph directed) {
    vertices = directed.vertices;
    loop = directed.loop;
    edge = new boolean[vertices][vertices];
    weight = new double[vertices][vertices];
    for (int a = 0; a < vertices; a++) {
      for (int b = 0; b < vertices; b++) {
        edge[a][b] = directed.edge[a][b] || directed.edge[b][a];
        weight[a][b] = Math.min(directed.weight[a][b], directed.weight[b][a]);
      }
    }
  }

  NaiveGraph undirected() {
    return new NaiveGraph(this);
  }

  /** Floyd and Warshall; 1 an edge unless weighted. */
  double[][] distances(boolean weighted) {
    double[][] distance = new double[vertices][vertices];
    for (int a = 0; a < vertices; a++) {
      for (int b = 0; b < vertices; b++) {
        distance[a][b] =
            a == b ? 0 : !edge[a][b] ? Double.POSITIVE_INFINITY : weighted ? weight[a][b] : 1;
      }
    }
    for (int k = 0; k < vertices; k++) {
      for (int a = 0; a < vertices; a++) {
        for (int b = 0; b < vertices; b++) {
          distance[a][b] = Math.min(distance[a][b], distance[a][k] + distance[k][b]);
        }
      }
    }
    return distance;
  }

  double[] pageRank(double damping, int iterations) {
    double[] rank = new double[vertices];
    Arrays.fill(rank, 1.0 / vertices);
    for (int round = 0; round < iterations; round++) {
      double[] next = new double[vertices];
      for (int a = 0; a < vertices; a++) {
        int degree = degree(a);
        for (int b = 0; b < vertices; b++) {
          double part = degree == 0 ? 1.0 / vertices : edge[a][b] ? 1.0 / degree : 0;
          next[b] += damping * rank[a] * part;
        }
      }
      for (int b = 0; b < vertices; b++) {
        next[b] += (1 - damping) / vertices;
      }
      rank = next;
    }
    return rank;
  }

  int degree(int vertex) {
    int degree = 0;
    for (boolean there : edge[vertex]) {
      degree += there ? 1 : 0;
    }
    return degree;
  }

  /** Numbers from 0 by smallest vertex of what reaches each other. */
  int[] components(boolean strong) {
    double[][] distance = (strong ? this : undirected()).distances(false);
    int[] component = new int[vertices];
    int count = 0;
    for (int a = 0; a < vertices; a++) {
      component[a] = -1;
      for (int b = 0; b < a && component[a] < 0; b++) {
        if (distance[a][b] + distance[b][a] < Double.POSITIVE_INFINITY) {
          component[a] = component[b];
        }
      }
      component[a] = component[a] < 0 ? count++ : component[a];
    }
    return component;
  }

  int[] labels(int iterations, boolean directed) {
    int[] label = new int[vertices];
    Arrays.setAll(label, v -> v);
    for (int round = 0; round < iterations; round++) {
      int[] next = label.clone();
      for (int v = 0; v < vertices; v++) {
        int[] votes = new int[vertices];
        for (int u = 0; u < vertices; u++) {
          if (directed) {
            votes[label[u]] += (edge[v][u] ? 1 : 0) + (edge[u][v] ? 1 : 0);
          } else {
            votes[label[u]] += edge[v][u] || edge[u][v] ? 1 : 0;
          }
        }
        int most = Arrays.stream(votes).max().orElse(0);
        for (int candidate = vertices - 1; candidate >= 0 && most > 0; candidate--) {
          next[v] = votes[candidate] == most ? candidate : next[v];
        }
      }
      label = next;
    }
    return label;
  }

  double[] coefficients() {
    NaiveGraph both = undirected();
    double[] result = new double[vertices];
    for (int v = 0; v < vertices; v++) {
      int k = both.degree(v);
      int links = 0;
      for (int a = 0; a < vertices; a++) {
        for (int b = 0; b < vertices; b++) {
          links += both.edge[v][a] && both.edge[v][b] && edge[a][b] ? 1 : 0;
        }
      }
      result[v] = k < 2 ? 0 : links / (double) (k * (k - 1));
    }
    return result;
  }

  long[] triangles() {
    NaiveGraph both = undirected();
    long[] result = new long[vertices];
    for (int v = 0; v < vertices; v++) {
      for (int a = 0; a < vertices; a++) {
        for (int b = a + 1; b < vertices; b++) {
          result[v] += both.edge[v][a] && both.edge[v][b] && both.edge[a][b] ? 1 : 0;
        }
      }
    }
    return result;
  }

  int[] cores() {
    NaiveGraph both = undirected();
    int[] core = new int[vertices];
    for (int k = 1; k < vertices; k++) {
      boolean[] in = new boolean[vertices];
      Arrays.fill(in, true);
      boolean changed = true;
      while (changed) {
        changed = false;
        for (int v = 0; v < vertices; v++) {
          int degree = 0;
          for (int u = 0; u < vertices; u++) {
            degree += both.edge[v][u] && in[u] ? 1 : 0;
          }
          if (in[v] && degree < k) {
            in[v] = false;
            changed = true;
          }
        }
      }
      for (int v = 0; v < vertices; v++) {
        core[v] = in[v] ? k : core[v];
      }
    }
    return core;
  }

  /** Number of shortest paths by ends. */
  private double[][] pathCounts(double[][] distance) {
    double[][] count = new double[vertices][vertices];
    for (int a = 0; a < vertices; a++) {
      count[a][a] = 1;
      for (int length = 1; length < vertices; length++) {
        for (int b = 0; b < vertices; b++) {
          for (int u = 0; u < vertices && distance[a][b] == length; u++) {
            count[a][b] += distance[a][u] == length - 1 && edge[u][b] ? count[a][u] : 0;
          }
        }
      }
    }
    return count;
  }

  double[] betweenness() {
    double[][] distance = distances(false);
    double[][] count = pathCounts(distance);
    double[] score = new double[vertices];
    for (int v = 0; v < vertices; v++) {
      for (int a = 0; a < vertices; a++) {
        for (int b = 0; b < vertices; b++) {
          if (a != v
              && b != v
              && a != b
              && count[a][b] > 0
              && distance[a][v] + distance[v][b] == distance[a][b]) {
            score[v] += count[a][v] * count[v][b] / count[a][b];
          }
        }
      }
    }
    return score;
  }
}
