package io.megadb.planner.relation;

import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import io.megadb.type.PgTypes;
import io.megadb.vector.PgNumeric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/**
 * Estimates which share of a table's rows a condition keeps: ranges by the columns' least and
 * greatest values, equalities by distinct values, all else by fixed shares. Conditions on different
 * columns count as independent; those on one column together are one range.
 */
final class FilterShare {
  /** Of a text column without statistics, so many values are thought to be there. */
  private static final double TEXT_VALUES = 20;

  private static final double LIKE = 0.1;

  /** Two columns of a row compared by order. */
  private static final double COLUMNS_ORDERED = 0.5;

  private static final double MICROS_PER_DAY = 86_400_000_000.0;

  private final PgTable table;

  FilterShare(PgTable table) {
    this.table = table;
  }

  /** From 0 to 1. */
  double of(RexNode condition) {
    double share = 1;
    Map<Integer, double[]> ranges = new HashMap<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
      if (!addRange(conjunct, ranges)) {
        share *= single(conjunct);
      }
    }
    for (Map.Entry<Integer, double[]> range : ranges.entrySet()) {
      ColumnStatistics column = statistics(range.getKey());
      double min = number(column.min());
      double width = number(column.max()) - min;
      double kept = range.getValue()[1] - range.getValue()[0];
      share *= Math.max(0, Math.min(1, kept / Math.max(width, Double.MIN_NORMAL)));
    }
    return share;
  }

  private double single(RexNode condition) {
    if (condition.getKind() == SqlKind.OR) {
      double none = 1;
      for (RexNode operand : ((RexCall) condition).getOperands()) {
        none *= 1 - of(operand);
      }
      return 1 - none;
    }
    if (condition.getKind() == SqlKind.NOT) {
      return 1 - of(((RexCall) condition).getOperands().get(0));
    }
    if (condition instanceof RexCall call && call.getOperands().size() == 2) {
      int column = column(call.getOperands().get(0));
      if (call.getKind() == SqlKind.EQUALS && column >= 0) {
        return equality(column);
      }
      if (call.getKind() == SqlKind.NOT_EQUALS && column >= 0) {
        return 1 - equality(column);
      }
      if (isOrder(call.getKind()) && column >= 0 && column(call.getOperands().get(1)) >= 0) {
        return COLUMNS_ORDERED;
      }
      if (call.getOperator() instanceof PgFunctionOperator function) {
        String name = function.id().name();
        return name.endsWith("nlike") ? 1 - LIKE : name.endsWith("like") ? LIKE : guess(condition);
      }
    }
    return guess(condition);
  }

  private static double guess(RexNode condition) {
    return RelMdUtil.guessSelectivity(condition);
  }

  private double equality(int column) {
    double rows = table.getRowCount();
    ColumnStatistics statistics = statistics(column);
    double distinct = statistics == null ? -1 : PgMetadata.distinct(statistics, rows);
    return 1 / Math.max(1, distinct < 0 ? Math.min(TEXT_VALUES, rows) : distinct);
  }

  /** Narrows the range of a column, if the condition is one and the column's bounds are known. */
  private boolean addRange(RexNode condition, Map<Integer, double[]> ranges) {
    if (!(condition instanceof RexCall call)
        || !isOrder(call.getKind())
        || call.getOperands().size() != 2) {
      return false;
    }
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    boolean columnFirst = column(left) >= 0;
    int column = column(columnFirst ? left : right);
    if (column < 0
        || !(columnFirst ? right : left).isA(SqlKind.OTHER_FUNCTION)
        || !((RexCall) (columnFirst ? right : left)).getOperands().isEmpty()) {
      return false;
    }
    double value = constant((RexCall) (columnFirst ? right : left), column);
    ColumnStatistics statistics = statistics(column);
    if (Double.isNaN(value)
        || statistics == null
        || Double.isNaN(number(statistics.min()))
        || Double.isNaN(number(statistics.max()))) {
      return false;
    }
    double[] range =
        ranges.computeIfAbsent(
            column, any -> new double[] {number(statistics.min()), number(statistics.max())});
    boolean below =
        call.getKind() == SqlKind.LESS_THAN || call.getKind() == SqlKind.LESS_THAN_OR_EQUAL;
    if (below == columnFirst) {
      range[1] = Math.min(range[1], value);
    } else {
      range[0] = Math.max(range[0], value);
    }
    return true;
  }

  private static boolean isOrder(SqlKind kind) {
    return switch (kind) {
      case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> true;
      default -> false;
    };
  }

  private double constant(RexCall call, int column) {
    if (!(call.getOperator() instanceof PgConstant constant) || constant.isOpen()) {
      return Double.NaN;
    }
    double value = number(constant.value());
    boolean days = table.definition().columns().get(column).type().is(PgTypes.DATE);
    return days && !constant.type().is(PgTypes.DATE) ? value / MICROS_PER_DAY : value;
  }

  /** A column, also one that is cast for the comparison; -1 for anything else. */
  private int column(RexNode node) {
    RexNode inner = node;
    while (inner.isA(SqlKind.CAST)) {
      inner = ((RexCall) inner).getOperands().get(0);
    }
    return inner instanceof RexInputRef reference
            && reference.getIndex() < table.definition().columns().size()
        ? reference.getIndex()
        : -1;
  }

  private ColumnStatistics statistics(int column) {
    List<io.megadb.planner.catalog.ColumnDefinition> columns = table.definition().columns();
    return table.statistics().columns().get(columns.get(column).name());
  }

  private static double number(Object value) {
    if (value instanceof PgNumeric numeric) {
      return numeric.isFinite() ? numeric.decimal().doubleValue() : Double.NaN;
    }
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
