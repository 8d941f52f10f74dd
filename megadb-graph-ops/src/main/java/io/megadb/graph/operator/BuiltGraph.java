package io.megadb.graph.operator;

import io.megadb.vector.Batch;

/** A graph while it is made: all vertices, then all edges. Confined to one thread until built. */
interface BuiltGraph extends KeptGraph {
  void addVertices(Batch batch);

  void addEdges(Batch batch);

  /** No rows may follow. */
  void build();
}
