package io.megadb.function;

import io.megadb.vector.Vector;

/**
 * The state of one aggregate call for many groups, numbered from 0. Confined to one thread.
 *
 * <p>Results do not depend on the order of rows or of merges, floating sums included, so that one
 * query gives the same digits at every parallelism.
 */
public interface Accumulator {
  /** Makes room for groups 0 to {@code groups} - 1; new groups are empty. */
  void ensureGroups(int groups);

  /**
   * Adds rows.
   *
   * @param groups group of each row
   * @param arguments the call's arguments, each of {@code rows} rows; none for count(*)
   */
  void add(int[] groups, Vector[] arguments, int rows, EvaluationContext context);

  /** Partial state of groups {@code from} (inclusive) to {@code to} (exclusive), a row a group. */
  Vector[] state(int from, int to);

  /** Merges partial state: row i of {@code state} goes to {@code groups[i]}. */
  void merge(int[] groups, Vector[] state, int rows);

  /** Final values of groups {@code from} (inclusive) to {@code to} (exclusive). */
  Vector result(int from, int to);

  /** Bytes held, for the query's budget. */
  long bytes();
}
