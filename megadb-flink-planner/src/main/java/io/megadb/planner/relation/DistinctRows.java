package io.megadb.planner.relation;

import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import io.megadb.type.PgTypes;
import io.megadb.vector.Bytes;
import java.util.Locale;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMdDistinctRowCount;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Distinct values of columns, and of combinations of them, at each node of a plan. Columns count as
 * independent within the bounds that rows set; what a filter or a join leaves of a column's values
 * is Yao's number (1977) in Cardenas' form.
 */
public final class DistinctRows extends RelMdDistinctRowCount {
  /** Several columns of a table together have no more values than this share of its rows. */
  private static final double COMBINED_SHARE = 0.1;

  /** Counts of groups are few numbers, as PostgreSQL's DEFAULT_NUM_DISTINCT. */
  private static final double COUNTS = 200;

  private static final double DAYS_PER_YEAR = 365.25;
  private static final double MICROS_PER_DAY = 86_400_000_000.0;

  /**
   * How many of so many values are left when only some rows are.
   *
   * @param rows before
   * @param distinct values in them, equally frequent
   * @param kept rows left
   */
  static double left(double rows, double distinct, double kept) {
    if (kept >= rows || distinct <= 1) {
      return Math.max(1, Math.min(distinct, kept));
    }
    double each = rows / distinct;
    return Math.max(1, Math.min(kept, distinct * (1 - Math.pow(1 - kept / rows, each))));
  }

  private static double rows(RelMetadataQuery query, RelNode rel) {
    Double rows = query.getRowCount(rel);
    return rows == null ? 1 : Math.max(1, rows);
  }

  private static double of(RelMetadataQuery query, RelNode rel, ImmutableBitSet key) {
    if (key.isEmpty()) {
      return 1;
    }
    double rows = rows(query, rel);
    Double distinct = query.getDistinctRowCount(rel, key, null);
    return distinct == null
        ? Math.max(1, rows * PgMetadata.DISTINCT_SHARE)
        : Math.max(1, Math.min(rows, distinct));
  }

  /** Distinct values of one column. */
  static double of(RelMetadataQuery query, RelNode rel, int column) {
    return of(query, rel, ImmutableBitSet.of(column));
  }

  private static double filtered(
      RelNode rel, RelMetadataQuery query, double distinct, RexNode predicate) {
    double rows = rows(query, rel);
    if (predicate == null) {
      return Math.min(rows, distinct);
    }
    Double share = query.getSelectivity(rel, predicate);
    return left(rows, Math.min(rows, distinct), share == null ? rows : Math.max(1, rows * share));
  }

  @Override
  public Double getDistinctRowCount(
      TableScan scan, RelMetadataQuery query, ImmutableBitSet key, RexNode predicate) {
    PgTable table = scan.getTable().unwrap(PgTable.class);
    double rows = table.getRowCount();
    if (table.isKey(key)) {
      return filtered(scan, query, rows, predicate);
    }
    double product = 1;
    double most = 1;
    for (int column : key) {
      double distinct = distinct(table, column, rows);
      product *= distinct;
      most = Math.max(most, distinct);
    }
    if (key.cardinality() > 1) {
      product = Math.min(product, Math.max(most, rows * COMBINED_SHARE));
    }
    return filtered(scan, query, Math.max(1, Math.min(product, rows)), predicate);
  }

  private static double distinct(PgTable table, int column, double rows) {
    if (column >= table.definition().columns().size() || table.isKey(ImmutableBitSet.of(column))) {
      return rows;
    }
    ColumnStatistics statistics =
        table.statistics().columns().get(table.definition().columns().get(column).name());
    double distinct = statistics == null ? -1 : PgMetadata.distinct(statistics, rows);
    if (distinct >= 0) {
      // Null is a group of its own.
      return Math.max(1, distinct + (statistics.nullFraction() > 0 ? 1 : 0));
    }
    boolean truth = table.definition().columns().get(column).type().is(PgTypes.BOOL);
    return truth ? 2 : Math.max(1, rows * PgMetadata.DISTINCT_SHARE);
  }

  @Override
  public Double getDistinctRowCount(
      Filter filter, RelMetadataQuery query, ImmutableBitSet key, RexNode predicate) {
    RelNode input = filter.getInput();
    if (key.cardinality() > 1) {
      double product = 1;
      for (int column : key) {
        product *= of(query, filter, column);
      }
      double values = Math.min(product, of(query, input, key));
      return filtered(
          filter, query, left(rows(query, input), values, rows(query, filter)), predicate);
    }
    double share = 1;
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      ImmutableBitSet used = RelOptUtil.InputFinder.bits(conjunct);
      if (used.equals(key)) {
        Double kept = query.getSelectivity(input, conjunct);
        share *= kept == null ? 1 : kept;
      }
    }
    double values = Math.max(1, of(query, input, key) * share);
    double rows = Math.max(1, rows(query, input) * share);
    return filtered(filter, query, left(rows, values, rows(query, filter)), predicate);
  }

  @Override
  public Double getDistinctRowCount(
      Project project, RelMetadataQuery query, ImmutableBitSet key, RexNode predicate) {
    ImmutableBitSet.Builder columns = ImmutableBitSet.builder();
    double computed = 1;
    for (int index : key) {
      RexNode value = ColumnOrigin.uncast(project.getProjects().get(index));
      if (value instanceof RexInputRef reference) {
        columns.set(reference.getIndex());
      } else {
        computed *= computed(project, value, query);
      }
    }
    return filtered(
        project, query, of(query, project.getInput(), columns.build()) * computed, predicate);
  }

  /** Values of an expression: as many as its columns have together, or as many as it can have. */
  private static double computed(Project project, RexNode value, RelMetadataQuery query) {
    double values = 1;
    for (int column : RelOptUtil.InputFinder.bits(value)) {
      values *= of(query, project.getInput(), column);
    }
    if (value instanceof RexCall call
        && call.getOperator() instanceof PgFunctionOperator function
        && call.getOperands().size() == 2) {
      return Math.min(values, ofDates(project, function.id().name(), call, values));
    }
    boolean truth = value.isA(SqlKind.COMPARISON) || value.isA(SqlKind.IS_NULL);
    return truth ? Math.min(values, 2) : values;
  }

  /** Values of extract, date_part and date_trunc; else more than there can be. */
  private static double ofDates(Project project, String name, RexCall call, double values) {
    if (!name.equals("extract") && !name.equals("date_part") && !name.equals("date_trunc")
        || !(call.getOperands().get(0) instanceof RexCall first)
        || !(first.getOperator() instanceof PgConstant field)
        || field.isOpen()
        || !(field.value() instanceof Bytes word)
        || !(ColumnOrigin.uncast(call.getOperands().get(1)) instanceof RexInputRef date)) {
      return Double.MAX_VALUE;
    }
    ColumnOrigin origin = ColumnOrigin.of(project.getInput(), date.getIndex());
    boolean dates =
        origin != null
            && origin.table() != null
            && PgRelDataType.of(
                    origin.table().getRowType().getFieldList().get(origin.column()).getType())
                .is(PgTypes.DATE);
    double days = Math.min(dates ? values : Double.MAX_VALUE, days(origin, dates));
    String unit = word.text().toLowerCase(Locale.ROOT);
    double years = Math.max(1, Math.rint(days / DAYS_PER_YEAR));
    if (unit.equals("year")) {
      return years;
    }
    if (name.equals("date_trunc")) {
      return switch (unit) {
        case "quarter" -> Math.max(1, years * 4);
        case "month" -> Math.max(1, Math.rint(days / DAYS_PER_YEAR * 12));
        case "week" -> Math.max(1, days / 7);
        case "day" -> days;
        default -> Double.MAX_VALUE;
      };
    }
    return switch (unit) {
      case "quarter" -> 4;
      case "month" -> 12;
      case "week" -> 53;
      case "day" -> 31;
      case "dow", "isodow" -> 7;
      case "doy" -> 366;
      case "hour" -> 24;
      case "minute" -> 60;
      default -> Double.MAX_VALUE;
    };
  }

  /** Days from a column's least to its greatest value. */
  private static double days(ColumnOrigin origin, boolean dates) {
    ColumnStatistics statistics = origin == null ? null : origin.statistics();
    if (statistics != null
        && statistics.min() instanceof Long min
        && statistics.max() instanceof Long max) {
      double width = (double) max - min;
      return (dates ? width : width / MICROS_PER_DAY) + 1;
    }
    return Double.MAX_VALUE;
  }

  @Override
  public Double getDistinctRowCount(
      Join join, RelMetadataQuery query, ImmutableBitSet key, RexNode predicate) {
    int width = join.getLeft().getRowType().getFieldCount();
    ImmutableBitSet left = key.intersect(ImmutableBitSet.range(width));
    ImmutableBitSet right = key.except(left).shift(-width);
    double rows = rows(query, join);
    if (!join.getJoinType().projectsRight()) {
      double before = rows(query, join.getLeft());
      return filtered(join, query, left(before, of(query, join.getLeft(), left), rows), predicate);
    }
    JoinInfo info = join.analyzeCondition();
    boolean inner = !join.getJoinType().isOuterJoin();
    for (int i = 0; inner && i < info.leftKeys.size(); i++) {
      int l = info.leftKeys.get(i);
      int r = info.rightKeys.get(i);
      // Equal columns are one: it goes to the side whose other columns may depend on it.
      if (left.get(l) && (right.get(r) || left.cardinality() == 1 && !right.isEmpty())) {
        left = left.clear(l);
        right = right.set(r);
      } else if (right.get(r) && right.cardinality() == 1 && !left.isEmpty()) {
        right = right.clear(r);
        left = left.set(l);
      }
    }
    double product =
        side(query, join.getLeft(), left, rows) * side(query, join.getRight(), right, rows);
    if (inner && key.cardinality() == 1) {
      product = Math.min(product, otherSide(query, join, info, left, right));
    }
    return filtered(join, query, Math.min(rows, product), predicate);
  }

  private static double side(
      RelMetadataQuery query, RelNode input, ImmutableBitSet key, double joined) {
    if (key.isEmpty()) {
      return 1;
    }
    double rows = rows(query, input);
    return left(rows, of(query, input, key), Math.min(rows, joined));
  }

  /** Values that the other side of an equality has. */
  private static double otherSide(
      RelMetadataQuery query,
      Join join,
      JoinInfo info,
      ImmutableBitSet left,
      ImmutableBitSet right) {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < info.leftKeys.size(); i++) {
      if (left.get(info.leftKeys.get(i))) {
        least = Math.min(least, of(query, join.getRight(), info.rightKeys.get(i)));
      } else if (right.get(info.rightKeys.get(i))) {
        least = Math.min(least, of(query, join.getLeft(), info.leftKeys.get(i)));
      }
    }
    return least;
  }

  @Override
  public Double getDistinctRowCount(
      Aggregate aggregate, RelMetadataQuery query, ImmutableBitSet key, RexNode predicate) {
    ImmutableBitSet.Builder groups = ImmutableBitSet.builder();
    double rows = rows(query, aggregate);
    double results = 1;
    for (int index : key) {
      if (index < aggregate.getGroupCount()) {
        groups.set(aggregate.getGroupSet().nth(index));
      } else {
        results *=
            results(
                aggregate.getAggCallList().get(index - aggregate.getGroupCount()),
                aggregate,
                query,
                rows);
      }
    }
    double values = of(query, aggregate.getInput(), groups.build());
    return filtered(aggregate, query, Math.min(rows, values * results), predicate);
  }

  private static double results(
      AggregateCall call, Aggregate aggregate, RelMetadataQuery query, double rows) {
    String name = call.getAggregation().getName();
    if (name.startsWith("count")) {
      return Math.min(rows, COUNTS);
    }
    boolean extreme = name.startsWith("min") || name.startsWith("max");
    return extreme && call.getArgList().size() == 1
        ? Math.min(rows, of(query, aggregate.getInput(), call.getArgList().get(0)))
        : rows;
  }
}
