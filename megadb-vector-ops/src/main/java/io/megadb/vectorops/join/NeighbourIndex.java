package io.megadb.vectorops.join;

import io.megadb.operator.store.RowStore;

/** Finds rows of the right input without looking at all of them. Thread-safe. */
public interface NeighbourIndex {
  /**
   * Numbers of rows near a vector, at least as many as wanted; null if the index cannot say, and
   * all rows must be compared.
   */
  int[] near(double[] elements, int from, int length, int wanted);

  /** Adds a row, with the columns of the right input. */
  void append(int row, RowStore rows);
}
