package io.megadb.operator;

import io.megadb.operator.join.KeptBuild;
import io.megadb.operator.join.SharedBuild;
import io.megadb.operator.scan.ScanFilter;
import io.megadb.operator.scan.SplitSource;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.TableScan;
import java.util.List;

/** What one running instance of a fragment is connected to. */
public interface FragmentInputs {
  /** The rows that the fragment below an exchange sends to this instance. */
  Operator exchange(ExchangeNode node);

  /** The splits of a scan, shared with the other instances. */
  SplitSource splits(TableScan scan);

  /**
   * Number of this instance among those of its fragment, from 0. Rows that are written in the plan
   * (VALUES, table functions without input) come from instance 0 only.
   */
  int instance();

  /** The rows of a recursion's last round, for the recursive term. */
  default Operator workingTable(int id) {
    throw new IllegalStateException("working table " + id + " outside its recursion");
  }

  /** All rows of a plan that is computed once, {@code SharedNode.id}. */
  default Operator sharedRows(int id) {
    throw new IllegalStateException("shared plan " + id + " outside the node that computes it");
  }

  /** Where a join keeps its build side for the next run of its plan; null if it must not. */
  default KeptBuild keptBuild(PlanNode join) {
    return null;
  }

  /** What spares a scan rows that a join above drops. */
  default List<ScanFilter> filters(TableScan scan) {
    return List.of();
  }

  /** The right side of a join below which an exchange says SHARED. */
  default SharedBuild.Reader sharedBuild(HashJoinNode join) {
    throw new IllegalStateException("a shared build in " + getClass().getSimpleName());
  }

  /** A join's right input; may tell the keys that pass to filters. */
  default Operator collecting(HashJoinNode join, Operator right) {
    return right;
  }
}
