package io.megadb.planner.explain;

import io.megadb.execution.NodeMetrics;
import io.megadb.plan.AggregateNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SortNode;
import io.megadb.plan.TopNNode;
import io.megadb.plan.WindowNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a node wrote to temporary files, in PostgreSQL's words.
 *
 * @param sorts whether its files are sorted runs, not parts by a hash
 * @param batches runs or parts written
 * @param kilobytes written, those of intermediate passes too
 */
record SpillFigures(boolean sorts, boolean aggregates, long batches, long kilobytes) {
  /** Null for a node that wrote nothing. */
  static SpillFigures of(PlanNode node, NodeMetrics metrics) {
    int id = node.properties().id();
    long bytes = metrics.get(id, NodeMetrics.SPILLED_BYTES);
    if (bytes == 0) {
      return null;
    }
    return new SpillFigures(
        node instanceof SortNode || node instanceof TopNNode || node instanceof WindowNode,
        node instanceof AggregateNode,
        metrics.get(id, NodeMetrics.SPILL_BATCHES),
        (bytes + 1023) / 1024);
  }

  String text() {
    return sorts
        ? "Sort Method: external merge  Disk: " + kilobytes + "kB"
        : "Batches: " + batches + "  Disk Usage: " + kilobytes + "kB";
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    if (sorts) {
      json.put("Sort Method", "external merge");
      json.put("Sort Space Used", kilobytes);
      json.put("Sort Space Type", "Disk");
    } else {
      json.put(aggregates ? "HashAgg Batches" : "Hash Batches", batches);
      json.put("Disk Usage", kilobytes);
    }
    return json;
  }
}
