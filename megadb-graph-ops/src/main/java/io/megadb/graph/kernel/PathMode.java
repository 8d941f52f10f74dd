package io.megadb.graph.kernel;

/** What a path may pass more than once. */
public enum PathMode {
  WALK,
  /** No edge. */
  TRAIL,
  /** No vertex. */
  ACYCLIC,
  /** No vertex, but its last may be its first. */
  SIMPLE
}
