package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/**
 * Finds equal parts of optimised plans, such as a view that is named twice or a subquery that joins
 * what the query joins, and has each computed once where that is less work than to compute it
 * again.
 */
final class CommonSubplans {
  /** Work of keeping a row, and of reading it, in units of reading one from a table. */
  private static final double KEEP = 1.5;

  /** Work of filtering or projecting a row. */
  private static final double PASS = 0.25;

  /** Equal parts within equal parts are found in further passes. */
  private static final int MAX_PASSES = 8;

  private final PlannerSession session;

  /** Plans by what computes them; the one with key null gives the statement's rows. */
  private final Map<SharedPlan, RelNode> plans;

  private final Map<Key, Integer> counts = new HashMap<>();
  private final Map<Key, SharedPlan> found = new HashMap<>();

  private CommonSubplans(PlannerSession session, Map<SharedPlan, RelNode> plans) {
    this.session = session;
    this.plans = plans;
  }

  /** A plan by its form and its parts, whatever the names of its columns. */
  private record Key(RelNode rel) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && rel.deepEquals(that.rel);
    }

    @Override
    public int hashCode() {
      return rel.deepHashCode();
    }
  }

  /**
   * Replaces equal parts by reads.
   *
   * @param plans the statement's plan, with key null, and those it shares; new ones are added
   */
  static void share(Map<SharedPlan, RelNode> plans, PlannerSession session) {
    CommonSubplans search = new CommonSubplans(session, plans);
    int pass = 0;
    while (pass < MAX_PASSES && search.pass()) {
      pass++;
    }
  }

  private boolean pass() {
    int worthNodes = 0;
    for (RelNode rel : plans.values()) {
      worthNodes += Contains.count(rel, CommonSubplans::isWork);
    }
    if (worthNodes < 2) {
      return false;
    }
    counts.clear();
    plans.values().forEach(this::count);
    int before = plans.size();
    for (Map.Entry<SharedPlan, RelNode> plan : List.copyOf(plans.entrySet())) {
      plans.put(plan.getKey(), replace(plan.getValue()));
    }
    return plans.size() > before;
  }

  private static boolean isWork(RelNode rel) {
    return !(rel instanceof Project
        || rel instanceof Filter
        || rel instanceof TableScan
        || rel instanceof Values
        || rel instanceof RowsRel
        || rel instanceof SharedReadRel
        || rel instanceof WorkingTableRel);
  }

  private static boolean isCandidate(RelNode rel) {
    return Contains.any(rel, CommonSubplans::isWork)
        && !Dependencies.isBound(rel)
        && !Dependencies.isVolatile(rel);
  }

  private void count(RelNode rel) {
    if (isCandidate(rel)) {
      counts.merge(new Key(rel), 1, Integer::sum);
    }
    rel.getInputs().forEach(this::count);
  }

  private RelNode replace(RelNode rel) {
    if (isCandidate(rel)) {
      Key key = new Key(rel);
      SharedPlan plan = found.get(key);
      if (plan == null && counts.get(key) > 1 && isWorthwhile(rel, counts.get(key))) {
        plan = session.commonPlan(rel);
        plan.setOptimized(rel);
        found.put(key, plan);
        plans.put(plan, rel);
        return SharedReadRel.create(plan);
      }
      if (plan != null && !rel.equals(plans.get(plan))) {
        return SharedReadRel.create(plan);
      }
    }
    List<RelNode> inputs = new ArrayList<>();
    rel.getInputs().forEach(input -> inputs.add(replace(input)));
    return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
  }

  private static boolean isWorthwhile(RelNode rel, int times) {
    RelMetadataQuery metadata = rel.getCluster().getMetadataQuery();
    return (times - 1) * work(rel, metadata) > KEEP * times * metadata.getRowCount(rel);
  }

  /** Rows that its nodes handle. */
  private static double work(RelNode rel, RelMetadataQuery metadata) {
    double work = 0;
    if (rel instanceof TableScan) {
      work = metadata.getRowCount(rel);
    }
    for (RelNode input : rel.getInputs()) {
      boolean passes = rel instanceof Project || rel instanceof Filter;
      work += metadata.getRowCount(input) * (passes ? PASS : 1) + work(input, metadata);
    }
    return work;
  }
}
