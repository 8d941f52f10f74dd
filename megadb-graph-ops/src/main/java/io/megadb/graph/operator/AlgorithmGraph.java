package io.megadb.graph.operator;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.Cancellation;
import io.megadb.graph.algorithm.Neighbourhoods;
import io.megadb.graph.algorithm.Topology;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.DoubleVector;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Vertices numbered by the order of their identities, and which are whose neighbours. Confined to
 * one thread until {@link #build}; thread-safe then.
 */
final class AlgorithmGraph implements BuiltGraph {
  private final int width;
  private final boolean weighted;
  private final MemoryAccount account;
  private final Cancellation cancellation;
  private final VertexNumbers vertices;
  private int[] sources = new int[0];
  private int[] targets = new int[0];
  private double[] weights = new double[0];
  private int edges;
  private Topology topology;
  private long vertexBytes;

  /**
   * @param width columns that identify a vertex
   * @param weighted edges have a weight after their two ends
   */
  AlgorithmGraph(
      int width,
      boolean weighted,
      List<PgType> vertexTypes,
      MemoryAccount account,
      Cancellation cancellation) {
    this.width = width;
    this.weighted = weighted;
    this.account = account;
    this.cancellation = cancellation;
    vertices = new VertexNumbers(width, vertexTypes, account);
  }

  @Override
  public void addVertices(Batch batch) {
    vertices.add(batch);
  }

  /** Edges without one of their ends are left out. */
  @Override
  public void addEdges(Batch batch) {
    reserve(Math.addExact(edges, batch.size()));
    int[] from = new int[batch.size()];
    int[] to = new int[batch.size()];
    vertices.findRows(batch, 0, from);
    vertices.findRows(batch, width, to);
    DoubleVector given = weighted ? (DoubleVector) batch.column(2 * width).flat() : null;
    for (int i = 0; i < batch.size(); i++) {
      if (from[i] < 0 || to[i] < 0) {
        continue;
      }
      if (given != null) {
        double weight = given.values()[i];
        if (!(weight >= 0)) {
          throw new MegaDbException(
              SqlState.INVALID_PARAMETER_VALUE,
              "weight " + weight + " of an edge is not 0 or more");
        }
        weights[edges] = weight;
      }
      sources[edges] = from[i];
      targets[edges++] = to[i];
    }
  }

  private void reserve(int size) {
    if (size > sources.length) {
      int grown = Math.max(Math.max(size, 1024), sources.length + (sources.length >> 1));
      account.add((weighted ? 16L : 8L) * (grown - sources.length));
      sources = Arrays.copyOf(sources, grown);
      targets = Arrays.copyOf(targets, grown);
      weights = weighted ? Arrays.copyOf(weights, grown) : weights;
    }
  }

  @Override
  public void build() {
    long arcBytes = (weighted ? 16L : 8L) * sources.length;
    vertexBytes = account.heldBytes() - arcBytes;
    vertices.number(cancellation);
    vertexBytes += 8L * vertices.size();
    for (int edge = 0; edge < edges; edge++) {
      sources[edge] = vertices.rank(sources[edge]);
      targets[edge] = vertices.rank(targets[edge]);
    }
    account.add(2 * Neighbourhoods.bytes(vertices.size(), edges, weighted));
    topology = new Topology(vertices.size(), sources, targets, edges, weighted ? weights : null);
    sources = new int[0];
    targets = new int[0];
    weights = new double[0];
    account.release(arcBytes);
  }

  Topology topology() {
    return topology;
  }

  @Override
  public int vertices() {
    return vertices.size();
  }

  @Override
  public long edges() {
    return topology.out().arcs();
  }

  @Override
  public long bytes() {
    return vertexBytes + topology.bytes();
  }

  /** Adds the vertices that a batch identifies. */
  void mark(Batch batch, BitSet set) {
    vertices.mark(batch, set);
  }

  /** Identities of vertices by number. */
  Batch identities(int[] which, int count) {
    return vertices.identities(which, count);
  }
}
