package io.megadb.planner.storage;

import java.util.Map;

/**
 * Estimates of a table's content.
 *
 * @param rows number of rows
 * @param bytes stored size
 * @param columns by column name; columns without statistics are absent
 */
public record TableStatistics(double rows, double bytes, Map<String, ColumnStatistics> columns) {
  /**
   * Estimates of a column's content.
   *
   * @param distinct number of distinct values, or -1
   * @param nullFraction 0 to 1
   * @param min smallest value as in {@code io.megadb.vector.Values}, or null
   * @param max largest value, or null
   */
  public record ColumnStatistics(double distinct, double nullFraction, Object min, Object max) {}
}
