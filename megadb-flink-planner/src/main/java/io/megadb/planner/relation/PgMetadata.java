package io.megadb.planner.relation;

import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.ChainedRelMetadataProvider;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.ReflectiveRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMdRowCount;
import org.apache.calcite.rel.metadata.RelMdSelectivity;
import org.apache.calcite.rel.metadata.RelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/** Estimates for the logical plan: joins by their keys' distinct values, tables by statistics. */
public final class PgMetadata {
  static final RelMetadataProvider PROVIDER =
      ChainedRelMetadataProvider.of(
          List.of(
              ReflectiveRelMetadataProvider.reflectiveSource(
                  new RowCount(), BuiltInMetadata.RowCount.Handler.class),
              ReflectiveRelMetadataProvider.reflectiveSource(
                  new DistinctRows(), BuiltInMetadata.DistinctRowCount.Handler.class),
              ReflectiveRelMetadataProvider.reflectiveSource(
                  new Selectivity(), BuiltInMetadata.Selectivity.Handler.class),
              DefaultRelMetadataProvider.INSTANCE));

  /** A condition that is not an equality of columns keeps this share of pairs. */
  private static final double OTHER_CONDITION = 0.33;

  /** That two columns differ keeps this share. */
  private static final double UNEQUAL = 0.9;

  /** Of a column without statistics this share of rows is distinct. */
  static final double DISTINCT_SHARE = 0.1;

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

    /** Of groups: conditions on counts and sums are known here, all others below. */
    @Override
    public Double getSelectivity(Aggregate groups, RelMetadataQuery query, RexNode predicate) {
      if (predicate == null) {
        return 1.0;
      }
      double share = 1;
      List<RexNode> others = new ArrayList<>();
      for (RexNode conjunct : RelOptUtil.conjunctions(predicate)) {
        double kept = GroupShare.of(groups, query, conjunct);
        if (Double.isNaN(kept)) {
          others.add(conjunct);
        } else {
          share *= kept;
        }
      }
      if (others.isEmpty()) {
        return share;
      }
      Double rest =
          super.getSelectivity(
              groups,
              query,
              RexUtil.composeConjunction(groups.getCluster().getRexBuilder(), others));
      return rest == null ? share : share * rest;
    }
  }

  /** Rows of a join: the product, divided by the larger number of distinct keys. */
  public static final class RowCount extends RelMdRowCount {
    @Override
    public Double getRowCount(Join join, RelMetadataQuery query) {
      double left = rows(query, join.getLeft());
      double right = rows(query, join.getRight());
      Keys keys = Keys.of(join, query, left, right);
      double share = 1;
      for (RexNode condition : join.analyzeCondition().nonEquiConditions) {
        share *= condition.isA(SqlKind.NOT_EQUALS) ? UNEQUAL : OTHER_CONDITION;
      }
      double found = keys.isEmpty() ? 0.5 : Math.min(1, keys.rightValues() / keys.leftValues());
      if (join.getJoinType() == JoinRelType.SEMI) {
        return Math.max(1, left * found * share);
      }
      if (join.getJoinType() == JoinRelType.ANTI) {
        return Math.max(1, left * Math.max(UNMATCHED, 1 - found * share));
      }
      double matches = Math.max(1, left * right / keys.values() * keys.filled() * share);
      if (join.getJoinType().generatesNullsOnRight()) {
        matches = Math.max(matches, left);
      }
      return join.getJoinType().generatesNullsOnLeft() ? Math.max(matches, right) : matches;
    }
  }

  static double rows(RelMetadataQuery query, RelNode rel) {
    Double rows = query.getRowCount(rel);
    return rows == null ? 1 : Math.max(1, rows);
  }

  /**
   * Distinct values of a join's equal columns.
   *
   * @param leftValues of the left side, all columns together
   * @param rightValues of the right side
   * @param values by how many a pair of rows is equally likely to differ; 1 without columns
   * @param filled share of pairs that have no null in a column
   */
  private record Keys(
      boolean isEmpty, double leftValues, double rightValues, double values, double filled) {
    static Keys of(Join join, RelMetadataQuery query, double left, double right) {
      JoinInfo info = join.analyzeCondition();
      double leftValues = 1;
      double rightValues = 1;
      double values = 1;
      double most = 1;
      double filled = 1;
      double tableRows = Double.MAX_VALUE;
      ColumnOrigin[] firsts = new ColumnOrigin[2];
      boolean tables = info.leftKeys.size() > 1;
      for (int i = 0; i < info.leftKeys.size(); i++) {
        ColumnOrigin leftOrigin = ColumnOrigin.of(join.getLeft(), info.leftKeys.get(i));
        ColumnOrigin rightOrigin = ColumnOrigin.of(join.getRight(), info.rightKeys.get(i));
        double l = DistinctRows.of(query, join.getLeft(), info.leftKeys.get(i));
        double r = DistinctRows.of(query, join.getRight(), info.rightKeys.get(i));
        leftValues *= l;
        rightValues *= r;
        // A group's least or greatest value, beside its key: a row of the group is likely to be it.
        boolean extreme = isExtreme(leftOrigin) || isExtreme(rightOrigin);
        if (!extreme || info.leftKeys.size() == 1) {
          values *= Math.max(l, r);
          most = Math.max(most, Math.max(l, r));
        }
        filled *= filled(leftOrigin) * filled(rightOrigin);
        if (i == 0) {
          firsts[0] = leftOrigin;
          firsts[1] = rightOrigin;
        }
        tables &= sameTable(firsts[0], leftOrigin) && sameTable(firsts[1], rightOrigin);
        if (tables) {
          tableRows = Math.min(leftOrigin.table().getRowCount(), rightOrigin.table().getRowCount());
        }
      }
      if (tables) {
        // Columns of one table refer to columns of one table: there are as many values as rows of
        // the smaller one, of which most combinations do not occur.
        values = Math.min(values, Math.max(most, tableRows));
      }
      return new Keys(
          info.leftKeys.isEmpty(),
          Math.max(1, Math.min(left, leftValues)),
          Math.max(1, Math.min(right, rightValues)),
          values,
          filled);
    }

    private static boolean isExtreme(ColumnOrigin origin) {
      return origin != null && origin.isExtreme();
    }

    private static boolean sameTable(ColumnOrigin first, ColumnOrigin next) {
      return first != null && next != null && next.table() != null && first.rel() == next.rel();
    }

    private static double filled(ColumnOrigin origin) {
      ColumnStatistics statistics = origin == null ? null : origin.statistics();
      return statistics == null ? 1 : 1 - Math.max(0, Math.min(1, statistics.nullFraction()));
    }
  }
}
