package io.megadb.tables.connector;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.tables.connector.type.FieldForm;
import io.megadb.type.time.PgCalendar;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.catalog.stats.CatalogColumnStatistics;
import org.apache.flink.table.catalog.stats.CatalogColumnStatisticsDataBase;
import org.apache.flink.table.catalog.stats.CatalogColumnStatisticsDataBoolean;
import org.apache.flink.table.catalog.stats.CatalogColumnStatisticsDataDate;
import org.apache.flink.table.catalog.stats.CatalogColumnStatisticsDataDouble;
import org.apache.flink.table.catalog.stats.CatalogColumnStatisticsDataLong;
import org.apache.flink.table.catalog.stats.CatalogColumnStatisticsDataString;
import org.apache.flink.table.catalog.stats.CatalogTableStatistics;
import org.apache.flink.table.catalog.stats.Date;

/** Our estimates of a table's content as Flink's planner takes them. Stateless. */
final class CatalogStatistics {
  private static final int UNKNOWN_FILES = -1;
  private static final int YEAR_1 = PgCalendar.days(1, 1, 1);
  private static final int YEAR_10000 = PgCalendar.days(10_000, 1, 1);

  private CatalogStatistics() {}

  static CatalogTableStatistics table(TableStatistics statistics) {
    long bytes = (long) statistics.bytes();
    return new CatalogTableStatistics((long) statistics.rows(), UNKNOWN_FILES, bytes, bytes);
  }

  static CatalogColumnStatistics columns(TableDefinition table, TableStatistics statistics) {
    Map<String, CatalogColumnStatisticsDataBase> columns = new HashMap<>();
    for (ColumnDefinition column : table.columns()) {
      TableStatistics.ColumnStatistics known = statistics.columns().get(column.name());
      if (known == null) {
        continue;
      }
      CatalogColumnStatisticsDataBase data = column(column, known, statistics.rows());
      if (data != null) {
        columns.put(column.name(), data);
      }
    }
    return new CatalogColumnStatistics(columns);
  }

  /** Null where Flink keeps no statistics of such a column. */
  private static CatalogColumnStatisticsDataBase column(
      ColumnDefinition column, TableStatistics.ColumnStatistics known, double rows) {
    Long distinct = known.distinct() < 0 ? null : (long) known.distinct();
    Long nulls = known.nullFraction() < 0 ? null : (long) (known.nullFraction() * rows);
    return switch (FieldForm.of(column.type())) {
      case BOOLEAN -> new CatalogColumnStatisticsDataBoolean(null, null, nulls);
      case SMALLINT, INT, BIGINT ->
          new CatalogColumnStatisticsDataLong(
              (Long) known.min(), (Long) known.max(), distinct, nulls);
      case FLOAT, DOUBLE ->
          new CatalogColumnStatisticsDataDouble(
              (Double) known.min(), (Double) known.max(), distinct, nulls);
      case DATE ->
          new CatalogColumnStatisticsDataDate(
              date((Long) known.min()), date((Long) known.max()), distinct, nulls);
      case CHARACTERS, PRINTED ->
          new CatalogColumnStatisticsDataString(null, null, distinct, nulls);
      case DECIMAL, TIME, TIMESTAMP, TIMESTAMP_LTZ, BYTES, ARRAY -> null;
    };
  }

  /** Null for years that Flink's statistics, which print dates with four digits, refuse. */
  private static Date date(Long days) {
    return days == null || days < YEAR_1 || days >= YEAR_10000
        ? null
        : new Date(days + PgCalendar.UNIX_EPOCH_DAYS);
  }
}
