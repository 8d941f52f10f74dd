package io.megadb.planner.relation;

import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.ChainedRelMetadataProvider;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.ReflectiveRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMdDistinctRowCount;
import org.apache.calcite.rel.metadata.RelMdRowCount;
import org.apache.calcite.rel.metadata.RelMdSelectivity;
import org.apache.calcite.rel.metadata.RelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/** Estimates for the logical plan: joins by their keys' distinct values, tables by statistics. */
public final class PgMetadata {
  static final RelMetadataProvider PROVIDER =
      ChainedRelMetadataProvider.of(
          List.of(
              ReflectiveRelMetadataProvider.reflectiveSource(
                  new RowCount(), BuiltInMetadata.RowCount.Handler.class),
              ReflectiveRelMetadataProvider.reflectiveSource(
                  new Distinct(), BuiltInMetadata.DistinctRowCount.Handler.class),
              ReflectiveRelMetadataProvider.reflectiveSource(
                  new Selectivity(), BuiltInMetadata.Selectivity.Handler.class),
              DefaultRelMetadataProvider.INSTANCE));

  /** A condition that is not an equality of columns keeps this share of pairs. */
  private static final double OTHER_CONDITION = 0.33;

  /** Of a column without statistics this share of rows is distinct. */
  private static final double DISTINCT_SHARE = 0.1;

  /** An anti join is thought to keep at least this share of rows. */
  private static final double UNMATCHED = 0.1;

  private PgMetadata() {}

  /**
   * Distinct values of a column, or -1: where nothing counted them, whole numbers and dates have at
   * most as many as their range.
   */
  static double distinct(ColumnStatistics statistics, double rows) {
    if (statistics.distinct() >= 0) {
      return statistics.distinct();
    }
    return statistics.min() instanceof Long min && statistics.max() instanceof Long max
        ? Math.min(rows, (double) max - min + 1)
        : -1;
  }

  /** Which share of a table's rows a condition keeps. */
  public static final class Selectivity extends RelMdSelectivity {
    /** Of a table itself; filters above pass their conditions down to here. */
    @Override
    public Double getSelectivity(TableScan scan, RelMetadataQuery query, RexNode predicate) {
      PgTable table = scan.getTable().unwrap(PgTable.class);
      return predicate == null ? 1.0 : new FilterShare(table).of(predicate);
    }
  }

  /** Rows of a join: the product, divided by the larger number of distinct keys. */
  public static final class RowCount extends RelMdRowCount {
    @Override
    public Double getRowCount(Join join, RelMetadataQuery query) {
      double left = rows(query, join.getLeft());
      double right = rows(query, join.getRight());
      var info = join.analyzeCondition();
      double leftKeys = 1;
      double rightKeys = 1;
      for (int i = 0; i < info.leftKeys.size(); i++) {
        leftKeys *= distinct(query, join.getLeft(), info.leftKeys.get(i), left);
        rightKeys *= distinct(query, join.getRight(), info.rightKeys.get(i), right);
      }
      // A key of several columns has no more values than its side has rows, and the values of one
      // side are most often those of the other: a product of columns would see no row match.
      leftKeys = Math.max(1, Math.min(left, leftKeys));
      rightKeys = Math.max(1, Math.min(right, rightKeys));
      double values =
          info.leftKeys.size() > 1 ? Math.min(leftKeys, rightKeys) : Math.max(leftKeys, rightKeys);
      double share = 1;
      for (int i = 0; i < info.nonEquiConditions.size(); i++) {
        share *= OTHER_CONDITION;
      }
      double found = info.leftKeys.isEmpty() ? 0.5 : Math.min(1, rightKeys / leftKeys);
      if (join.getJoinType() == JoinRelType.SEMI) {
        return Math.max(1, left * found * share);
      }
      if (join.getJoinType() == JoinRelType.ANTI) {
        return Math.max(1, left * Math.max(UNMATCHED, 1 - found * share));
      }
      double matches = Math.max(1, left * right / values * share);
      if (join.getJoinType().generatesNullsOnRight()) {
        matches = Math.max(matches, left);
      }
      return join.getJoinType().generatesNullsOnLeft() ? Math.max(matches, right) : matches;
    }

    private static double rows(RelMetadataQuery query, RelNode rel) {
      Double rows = query.getRowCount(rel);
      return rows == null ? 1 : Math.max(1, rows);
    }

    private static double distinct(RelMetadataQuery query, RelNode rel, int column, double rows) {
      Double distinct = query.getDistinctRowCount(rel, ImmutableBitSet.of(column), null);
      return distinct == null ? rows * DISTINCT_SHARE : Math.min(rows, distinct);
    }
  }

  /** Distinct values of a table's columns. */
  public static final class Distinct extends RelMdDistinctRowCount {
    @Override
    public Double getDistinctRowCount(
        TableScan scan, RelMetadataQuery query, ImmutableBitSet key, RexNode predicate) {
      PgTable table = scan.getTable().unwrap(PgTable.class);
      double rows = table.getRowCount();
      if (table.isKey(key)) {
        return rows;
      }
      double distinct = 1;
      for (int column : key) {
        distinct *= distinct(table, column, rows);
      }
      return Math.max(1, Math.min(distinct, rows));
    }

    private static double distinct(PgTable table, int column, double rows) {
      if (column >= table.definition().columns().size()) {
        return rows;
      }
      ColumnStatistics statistics =
          table.statistics().columns().get(table.definition().columns().get(column).name());
      double distinct = statistics == null ? -1 : PgMetadata.distinct(statistics, rows);
      return distinct < 0 ? Math.max(1, rows * DISTINCT_SHARE) : distinct;
    }
  }
}
