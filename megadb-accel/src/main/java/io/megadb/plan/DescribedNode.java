package io.megadb.plan;

import java.util.List;
import java.util.Map;

/** A plugin's node that says how EXPLAIN shows it. */
public interface DescribedNode extends PlanNode {
  /** Names of its columns; none where they are its inputs' in order. */
  List<String> columns();

  /** Such as "Graph Path Search". */
  String title();

  /** Lines below the title, name to value, in order. */
  Map<String, String> details();

  /**
   * Whether each row of the first input is worked on without the others, with all rows of the other
   * inputs at hand: then several workers can share the first input.
   */
  default boolean isRowByRow() {
    return false;
  }
}
