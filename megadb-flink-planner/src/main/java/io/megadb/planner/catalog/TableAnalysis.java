package io.megadb.planner.catalog;

import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import java.util.Map;

/**
 * What ANALYZE found in a table. Estimates only: rows may have changed since.
 *
 * @param table oid
 * @param rows that there were
 * @param bytes stored size
 * @param atMs when, in milliseconds since 1970
 * @param columns by attnum; columns that were not analyzed are absent
 */
public record TableAnalysis(
    int table, double rows, double bytes, long atMs, Map<Integer, ColumnStatistics> columns) {
  /** A column with more distinct values than this share of its rows gets more with more rows. */
  private static final double GROWING_SHARE = 0.1;

  public TableAnalysis {
    columns = Map.copyOf(columns);
  }

  /**
   * Distinct values of a column as pg_stats.n_distinct has them: a number, or if it is thought to
   * grow with the table, the negative share of the rows; 0 for unknown.
   */
  public double distinctShare(ColumnStatistics column) {
    if (column.distinct() < 0) {
      return 0;
    }
    return column.distinct() > GROWING_SHARE * rows
        ? -Math.min(1, column.distinct() / Math.max(1, rows))
        : column.distinct();
  }

  /** Distinct values of a column once the table has so many rows; -1 for unknown. */
  public double distinct(ColumnStatistics column, double rowsNow) {
    double share = distinctShare(column);
    return share == 0 && column.distinct() < 0 ? -1 : share < 0 ? -share * rowsNow : share;
  }
}
