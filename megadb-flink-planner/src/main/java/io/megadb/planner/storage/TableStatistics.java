package io.megadb.planner.storage;

import java.util.List;
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
   * @param width mean bytes of a value that is not null, or -1
   * @param distribution how often which values are there, or null
   */
  public record ColumnStatistics(
      double distinct,
      double nullFraction,
      Object min,
      Object max,
      double width,
      Distribution distribution) {
    /** Of a column whose values nobody sampled. */
    public ColumnStatistics(double distinct, double nullFraction, Object min, Object max) {
      this(distinct, nullFraction, min, max, -1, null);
    }
  }

  /**
   * How a column's values are distributed, as PostgreSQL's pg_stats has it.
   *
   * @param common the most common values, the most frequent one first
   * @param frequencies their shares of all rows, nulls included
   * @param bounds values that divide all others, in their order, into parts of equal numbers of
   *     rows; empty, or two and more
   */
  public record Distribution(List<Object> common, List<Double> frequencies, List<Object> bounds) {
    public Distribution {
      common = List.copyOf(common);
      frequencies = List.copyOf(frequencies);
      bounds = List.copyOf(bounds);
    }
  }
}
