package io.megadb.graph.operator;

/** A graph that statements can share. Thread-safe. */
public interface KeptGraph {
  int vertices();

  long edges();

  /** Bytes it takes; may grow with use. */
  long bytes();
}
