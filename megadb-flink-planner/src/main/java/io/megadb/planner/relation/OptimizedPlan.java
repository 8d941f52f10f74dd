package io.megadb.planner.relation;

import java.util.List;
import org.apache.calcite.rel.RelNode;

/**
 * A statement's logical plan after all rules.
 *
 * @param root gives the rows
 * @param shared plans that it reads, each after those that it reads itself
 */
public record OptimizedPlan(RelNode root, List<Shared> shared) {
  public OptimizedPlan {
    shared = List.copyOf(shared);
  }

  /**
   * A plan that is computed once.
   *
   * @param rel gives {@code columns} of the plan
   * @param columns those of the plan that somebody reads
   */
  public record Shared(SharedPlan plan, RelNode rel, List<Integer> columns) {
    public Shared {
      columns = List.copyOf(columns);
    }
  }
}
