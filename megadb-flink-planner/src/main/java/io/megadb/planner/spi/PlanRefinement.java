package io.megadb.planner.spi;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.PlanNode;
import io.megadb.planner.storage.Database;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.StatementSnapshot;
import java.util.List;

/**
 * Replaces parts of a plan just before it runs, when its parameters have values and its snapshot is
 * fixed: the place for what depends on both, such as a search in an index. Thread-safe.
 */
public interface PlanRefinement {
  /**
   * A plan and what EXPLAIN says of it.
   *
   * @param notes lines such as "Nearest Neighbours: exact (no index)"
   */
  record Refined(PlanNode plan, List<String> notes) {
    public Refined {
      notes = List.copyOf(notes);
    }
  }

  /**
   * What surrounds a run.
   *
   * @param context parameters are null where EXPLAIN has no values for them
   * @param distant tasks of the plan may run in other processes
   */
  record Run(
      Database database,
      DatabaseTransaction transaction,
      StatementSnapshot snapshot,
      ExecutionContext context,
      boolean distant) {}

  /** The plan to run instead, with the same columns; the same plan if there is nothing to do. */
  Refined refine(PlanNode plan, Run run);
}
