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
              DefaultRelMetadataProvider.INSTANCE));

  /** A condition that is not an equality of columns keeps this share of pairs. */
  private static final double OTHER_CONDITION = 0.33;

  /** Of a column without statistics this share of rows is distinct. */
  private static final double DISTINCT_SHARE = 0.1;

  private PgMetadata() {}

  /** Rows of a join: the product, divided by the larger number of distinct keys. */
  public static final class RowCount extends RelMdRowCount {
    @Override
    public Double getRowCount(Join join, RelMetadataQuery query) {
      double left = rows(query, join.getLeft());
      double right = rows(query, join.getRight());
      double share = 1;
      var info = join.analyzeCondition();
      for (int i = 0; i < info.leftKeys.size(); i++) {
        double a = distinct(query, join.getLeft(), info.leftKeys.get(i), left);
        double b = distinct(query, join.getRight(), info.rightKeys.get(i), right);
        share /= Math.max(1, Math.max(a, b));
      }
      for (int i = 0; i < info.nonEquiConditions.size(); i++) {
        share *= OTHER_CONDITION;
      }
      double matches = Math.max(1, left * right * share);
      if (join.getJoinType() == JoinRelType.SEMI) {
        return Math.max(1, Math.min(left, matches) / 2);
      }
      if (join.getJoinType() == JoinRelType.ANTI) {
        return Math.max(1, left / 2);
      }
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
      return statistics == null || statistics.distinct() < 0
          ? Math.max(1, rows * DISTINCT_SHARE)
          : statistics.distinct();
    }
  }
}
