package io.megadb.vectorops.join;

import java.io.Serial;
import java.io.Serializable;

/**
 * An index that a plan may use in the process that made it: a copy of the plan elsewhere, as in a
 * Flink job, finds none and compares all rows.
 */
public final class IndexReference implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private final transient NeighbourIndex index;

  /**
   * @param index null for none
   */
  public IndexReference(NeighbourIndex index) {
    this.index = index;
  }

  /** Null if there is none here. */
  NeighbourIndex index() {
    return index;
  }
}
