package io.megadb.tables.statistics;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableAnalysis;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import java.util.HashMap;
import java.util.Map;

/** What a tier knows at this moment together with what ANALYZE found some time ago. Stateless. */
public final class KnownStatistics {
  private KnownStatistics() {}

  /**
   * @param now of the tier: its row count, and where it counts them, distinct values
   * @param analysis null if there was none
   */
  public static TableStatistics of(
      TableDefinition table, TableStatistics now, TableAnalysis analysis) {
    if (analysis == null) {
      return now;
    }
    Map<String, ColumnStatistics> columns = new HashMap<>(now.columns());
    for (ColumnDefinition column : table.columns()) {
      ColumnStatistics then = analysis.columns().get(column.attnum());
      if (then != null) {
        ColumnStatistics live = now.columns().get(column.name());
        columns.put(column.name(), merged(live, then, analysis, now.rows()));
      }
    }
    return new TableStatistics(now.rows(), now.bytes(), columns);
  }

  private static ColumnStatistics merged(
      ColumnStatistics live, ColumnStatistics then, TableAnalysis analysis, double rows) {
    double distinct =
        live != null && live.distinct() >= 0 ? live.distinct() : analysis.distinct(then, rows);
    return new ColumnStatistics(
        Math.min(distinct, rows),
        then.nullFraction(),
        live == null ? null : live.min(),
        live == null ? null : live.max(),
        then.width(),
        then.distribution());
  }
}
