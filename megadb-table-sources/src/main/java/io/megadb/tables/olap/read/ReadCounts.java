package io.megadb.tables.olap.read;

import io.megadb.execution.NodeMetrics;
import io.megadb.tables.olap.parquet.ParquetBatchReader;

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
  void report(ParquetBatchReader file) {
    if (reported) {
      return;
    }
    reported = true;
    add(NodeMetrics.ROW_GROUPS_SKIPPED, rowGroups + file.rowGroupsSkipped());
    add(NodeMetrics.PAGES_SKIPPED, file.pagesSkipped());
    add(NodeMetrics.COLUMN_CACHE_HITS, file.cacheHits());
    add(NodeMetrics.COLUMN_CACHE_MISSES, file.cacheMisses());
  }

  private void add(String counter, long amount) {
    if (amount > 0) {
      metrics.add(node, counter, amount);
    }
  }
}
