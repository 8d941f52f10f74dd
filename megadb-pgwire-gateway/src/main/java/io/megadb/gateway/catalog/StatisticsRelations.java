package io.megadb.gateway.catalog;

import io.megadb.function.EvaluationContext;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableAnalysis;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import io.megadb.planner.storage.TableStatistics.Distribution;
import io.megadb.type.PgType;
import io.megadb.type.text.TypeText;
import java.util.List;

/** Rows about what ANALYZE found. What PostgreSQL has and is not kept here is null. */
final class StatisticsRelations {
  private static final double PAGE_BYTES = 8192;

  /** Milliseconds from 1970 to 2000, where timestamps count from. */
  private static final long EPOCH_MS = 946_684_800_000L;

  private StatisticsRelations() {}

  static void pgStats(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      TableAnalysis analysis = catalog.analysis(table.oid());
      if (analysis == null) {
        continue;
      }
      for (ColumnDefinition column : table.columns()) {
        ColumnStatistics statistics = analysis.columns().get(column.attnum());
        if (statistics != null) {
          rows.set("schemaname", table.schema())
              .set("tablename", table.name())
              .set("attname", column.name())
              .set("inherited", false)
              .set("null_frac", (float) statistics.nullFraction())
              .set("avg_width", (long) Math.max(0, statistics.width()))
              .set("n_distinct", (float) analysis.distinctShare(statistics));
          distribution(rows, statistics.distribution(), column.type(), context);
          rows.add();
        }
      }
    }
  }

  private static void distribution(
      RowsBuilder rows, Distribution distribution, PgType type, EvaluationContext context) {
    if (distribution == null) {
      return;
    }
    if (!distribution.common().isEmpty()) {
      rows.set("most_common_vals", texts(distribution.common(), type, context))
          .set(
              "most_common_freqs",
              distribution.frequencies().stream()
                  .map(frequency -> (double) frequency.floatValue())
                  .toList());
    }
    if (!distribution.bounds().isEmpty()) {
      rows.set("histogram_bounds", texts(distribution.bounds(), type, context));
    }
  }

  private static List<String> texts(List<Object> values, PgType type, EvaluationContext context) {
    return values.stream().map(value -> TypeText.format(type, value, context)).toList();
  }

  static void pgStatTables(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      if (table.kind() != RelationKind.TABLE || table.accessMethod().equals("catalog")) {
        continue;
      }
      TableAnalysis analysis = catalog.analysis(table.oid());
      rows.set("relid", table.oid())
          .set("schemaname", table.schema())
          .set("relname", table.name())
          .set("n_live_tup", analysis == null ? 0 : (long) analysis.rows())
          .set("n_dead_tup", 0)
          .set("vacuum_count", 0)
          .set("autovacuum_count", 0)
          .set("autoanalyze_count", 0);
      if (analysis != null) {
        rows.set("last_analyze", (analysis.atMs() - EPOCH_MS) * 1000);
      }
      rows.add();
    }
  }

  /** pg_class.reltuples: -1 for a table that was never analyzed. */
  static double tuples(TableDefinition table, CatalogSnapshot catalog) {
    TableAnalysis analysis = catalog.analysis(table.oid());
    return analysis == null ? -1 : (float) analysis.rows();
  }

  /** pg_class.relpages. */
  static long pages(TableDefinition table, CatalogSnapshot catalog) {
    TableAnalysis analysis = catalog.analysis(table.oid());
    return analysis == null ? 0 : (long) Math.ceil(analysis.bytes() / PAGE_BYTES);
  }
}
