package io.megadb.planner.relation;

import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexNode;

/** Projections without correlated subqueries. */
public final class Projections {
  private Projections() {}

  /**
   * @param names as many as values, all different
   */
  public static RelNode project(RelNode input, List<? extends RexNode> values, List<String> names) {
    return LogicalProject.create(input, List.of(), values, names, Set.of());
  }
}
