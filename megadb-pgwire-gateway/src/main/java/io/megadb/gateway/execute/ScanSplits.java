package io.megadb.gateway.execute;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.PlanNode;
import io.megadb.plan.TableScan;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.SplitPlan;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.spi.Split;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides the splits of a plan's scans at a statement's snapshot. */
final class ScanSplits {
  private ScanSplits() {}

  /**
   * Splits by the scans' node ids; what was skipped is counted in the context's metrics.
   *
   * @param wanted number of splits a scan should have
   */
  static Map<Integer, List<Split>> splits(
      PlanNode plan,
      DatabaseTransaction transaction,
      StatementSnapshot snapshot,
      ExecutionContext context,
      int wanted) {
    Map<Integer, List<Split>> splits = new HashMap<>();
    collect(plan, transaction, snapshot, context, wanted, splits);
    return splits;
  }

  private static void collect(
      PlanNode node,
      DatabaseTransaction transaction,
      StatementSnapshot snapshot,
      ExecutionContext context,
      int wanted,
      Map<Integer, List<Split>> splits) {
    if (node instanceof TableScan scan) {
      SplitPlan plan = transaction.splits(scan, snapshot, context, wanted);
      plan.counters()
          .forEach((name, count) -> context.metrics().add(scan.properties().id(), name, count));
      splits.put(scan.properties().id(), plan.splits());
    }
    for (PlanNode input : node.inputs()) {
      collect(input, transaction, snapshot, context, wanted, splits);
    }
  }
}
