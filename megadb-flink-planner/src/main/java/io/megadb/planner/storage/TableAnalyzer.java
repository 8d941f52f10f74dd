package io.megadb.planner.storage;

import io.megadb.vector.Batch;
import java.util.List;

/**
 * Learns a table's content for the planner. Some columns at a time are shown with all their rows;
 * what was learned counts from {@link #store} on, once the transaction commits. For one thread.
 */
public interface TableAnalyzer {
  /** Begins with other columns. */
  void columns(List<Integer> ordinals);

  /** Rows of exactly these columns. */
  void add(Batch batch);

  /** Rows of the columns at hand so far. */
  long rows();

  /** Keeps what was learned; other columns keep what is known of them. */
  void store();
}
