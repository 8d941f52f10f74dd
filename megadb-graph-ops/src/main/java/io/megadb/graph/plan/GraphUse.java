package io.megadb.graph.plan;

import java.io.Serializable;

/**
 * Where an operation has its graph from.
 *
 * @param key under which it is kept; null if it must not be kept
 * @param kept it is there already, and the inputs that it would be made of are empty
 * @param why it is not kept, for EXPLAIN; null if it may be
 * @param vertices number, if it is there
 * @param edges number, if it is there
 * @param bytes it takes, if it is there
 */
public record GraphUse(
    GraphKey key, boolean kept, String why, long vertices, long edges, long bytes)
    implements Serializable {
  /** Before anybody has looked. */
  public static final GraphUse UNKNOWN = built("it is not looked for");

  /** For one statement only. */
  public static GraphUse built(String why) {
    return new GraphUse(null, false, why, 0, 0, 0);
  }

  /** To be kept after this statement has built it. */
  public static GraphUse toKeep(GraphKey key) {
    return new GraphUse(key, false, null, 0, 0, 0);
  }

  /** From a statement before. */
  public static GraphUse kept(GraphKey key, long vertices, long edges, long bytes) {
    return new GraphUse(key, true, null, vertices, edges, bytes);
  }

  /** The line that EXPLAIN shows. */
  public String text() {
    if (kept) {
      return "cached, " + vertices + " vertices, " + edges + " edges, " + bytes + " bytes";
    }
    return key != null ? "built, then cached" : "built for this statement: " + why;
  }
}
