package io.megadb.planner.physical;

import io.megadb.plan.PlanNode;
import io.megadb.plan.TableScan;
import io.megadb.planner.statement.Workload;
import java.util.ArrayList;
import java.util.List;

/** The first step of planning that EXPLAIN shows: what kind of work a plan is. */
public final class WorkloadClassifier {
  /** Plans that touch at most this many rows are not worth spreading. */
  private static final double SMALL_ROWS = 10_000;

  private WorkloadClassifier() {}

  public static Workload classify(PlanNode plan) {
    List<TableScan> scans = new ArrayList<>();
    double rows = visit(plan, scans);
    if (scans.stream().allMatch(scan -> scan.table().accessMethod().equals("catalog"))) {
      return scans.isEmpty() && rows > SMALL_ROWS ? Workload.SMALL : Workload.CATALOG;
    }
    if (scans.size() == 1 && !scans.get(0).key().isEmpty() && rows <= SMALL_ROWS) {
      return Workload.POINT;
    }
    return rows <= SMALL_ROWS ? Workload.SMALL : Workload.OLAP;
  }

  /** The largest number of rows that any node handles; a scan handles the rows it reads. */
  private static double visit(PlanNode node, List<TableScan> scans) {
    double rows = node.properties().rows();
    if (node instanceof TableScan scan) {
      scans.add(scan);
      rows = scan.key().isEmpty() ? Math.max(rows, scan.properties().cost().cpu() * 100) : 1;
    }
    for (PlanNode input : node.inputs()) {
      rows = Math.max(rows, visit(input, scans));
    }
    return rows;
  }
}
