package io.megadb.gateway.execute;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.PlanNode;
import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.MegaDbExtensions.Injection;
import io.megadb.planner.spi.PlanRefinement;
import io.megadb.planner.storage.Database;
import io.megadb.planner.storage.StatementSnapshot;
import java.util.ArrayList;
import java.util.List;

/** Applies the plugins' steps between a plan and its run, but those switched off. Thread-safe. */
public final class Refinements {
  private final Database database;
  private final List<Injection<PlanRefinement>> refinements;

  public Refinements(Database database, MegaDbExtensions extensions) {
    this.database = database;
    this.refinements = extensions.refinements();
  }

  /**
   * @param distant tasks of the plan may run in other processes
   */
  PlanRefinement.Refined refine(
      PlanNode plan,
      StatementScope scope,
      StatementSnapshot snapshot,
      ExecutionContext context,
      boolean distant) {
    PlanNode refined = plan;
    List<String> notes = new ArrayList<>();
    for (Injection<PlanRefinement> refinement : refinements) {
      if (!scope.evaluation().setting(refinement.switchName(), "on").equals("off")) {
        PlanRefinement.Refined step =
            refinement
                .value()
                .refine(
                    refined,
                    new PlanRefinement.Run(
                        database, scope.transaction(), snapshot, context, distant));
        refined = step.plan();
        notes.addAll(step.notes());
      }
    }
    return new PlanRefinement.Refined(refined, notes);
  }
}
