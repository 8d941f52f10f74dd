package io.megadb.tables.olap.read;

import io.megadb.execution.NodeMetrics;

/** What the reading of one split leaves out, for EXPLAIN ANALYZE. Confined to one thread. */
final class ReadCounts {
  private final NodeMetrics metrics;
  private final int node;
  private long rowGroups;
  private boolean reported;

  /**
   * @param node that reads
   */
  ReadCounts(NodeMetrics metrics, int node) {
    this.metrics = metrics;
    this.node = node;
  }

  void rowGroupSkipped() {
    rowGroups++;
  }

  /** Hands the counts on, once. */
  void report(long moreRowGroups, long pages) {
    if (reported) {
      return;
    }
    reported = true;
    if (rowGroups + moreRowGroups > 0) {
      metrics.add(node, NodeMetrics.ROW_GROUPS_SKIPPED, rowGroups + moreRowGroups);
    }
    if (pages > 0) {
      metrics.add(node, NodeMetrics.PAGES_SKIPPED, pages);
    }
  }
}
