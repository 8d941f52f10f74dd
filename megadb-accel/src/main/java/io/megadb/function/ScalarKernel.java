package io.megadb.function;

import io.megadb.vector.Vector;

/** Computes one vector from vectors. One instance belongs to one thread. */
@FunctionalInterface
public interface ScalarKernel {
  /**
   * Evaluates all rows. Rows that are null in a strict function's argument give null and must not
   * raise an error, whatever lies under the null.
   *
   * @param arguments each of {@code rows} rows
   * @return a vector of {@code rows} rows; flat, dictionary or constant
   */
  Vector apply(Vector[] arguments, int rows, EvaluationContext context);
}
