package io.megadb.planner.relation;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/**
 * Estimates which share of a table's rows a condition keeps, by what is known of its columns (see
 * {@link ColumnShare}). Conditions on different columns count as independent; those on one column
 * together are one range.
 */
final class FilterShare {
  /** Two columns of a row compared by order. */
  private static final double COLUMNS_ORDERED = 0.5;

  private static final double MICROS_PER_DAY = 86_400_000_000.0;

  private final PgTable table;
  private final ColumnShare[] columns;

  FilterShare(PgTable table) {
    this.table = table;
    this.columns = new ColumnShare[table.definition().columns().size()];
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
      double kept = range.getValue()[1] - range.getValue()[0];
      share *= Math.max(1 / table.getRowCount(), Math.min(1, kept));
    }
    return Math.max(0, Math.min(1, share));
  }

  private double single(RexNode condition) {
    switch (condition.getKind()) {
      case OR -> {
        return or(((RexCall) condition).getOperands());
      }
      case NOT -> {
        return 1 - of(((RexCall) condition).getOperands().get(0));
      }
      case IS_NULL, IS_NOT_NULL -> {
        int column = column(((RexCall) condition).getOperands().get(0));
        if (column >= 0) {
          double nulls = share(column).nulls();
          return condition.isA(SqlKind.IS_NULL) ? nulls : 1 - nulls;
        }
      }
      case INPUT_REF -> {
        int column = column(condition);
        if (column >= 0) {
          return share(column).equal(true);
        }
      }
      default -> {}
    }
    if (isIn(condition)) {
      return in((RexCall) condition);
    }
    if (condition instanceof RexCall call && call.getOperands().size() == 2) {
      return pair(call);
    }
    return RelMdUtil.guessSelectivity(condition);
  }

  private static boolean isIn(RexNode condition) {
    return condition instanceof RexCall call && call.getOperator().equals(PgSpecialOperator.IN);
  }

  private double in(RexCall call) {
    int column = column(call.getOperands().get(0));
    if (column < 0) {
      return RelMdUtil.guessSelectivity(call);
    }
    double share = 0;
    for (RexNode value : call.getOperands().subList(1, call.getOperands().size())) {
      share += share(column).equal(value(value, column));
    }
    return Math.min(Math.max(0, 1 - share(column).nulls()), share);
  }

  /** Different values of one column exclude each other; all else counts as independent. */
  private double or(List<RexNode> operands) {
    int column = equalColumn(operands.get(0));
    double none = 1;
    double sum = 0;
    for (RexNode operand : operands) {
      double share = of(operand);
      none *= 1 - share;
      sum += share;
      if (equalColumn(operand) != column) {
        column = -1;
      }
    }
    return column >= 0 ? Math.min(1, sum) : 1 - none;
  }

  /** The column that a condition compares with a constant for equality, or -1. */
  private int equalColumn(RexNode condition) {
    if (isIn(condition)) {
      return column(((RexCall) condition).getOperands().get(0));
    }
    return condition instanceof RexCall call
            && call.isA(SqlKind.EQUALS)
            && column(call.getOperands().get(1)) < 0
        ? column(call.getOperands().get(0))
        : -1;
  }

  private double pair(RexCall call) {
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    int column = column(left);
    boolean columns = column >= 0 && column(right) >= 0;
    if (call.isA(SqlKind.EQUALS) && column >= 0) {
      return columns
          ? equalColumns(column, column(right))
          : share(column).equal(value(right, column));
    }
    if (call.isA(SqlKind.NOT_EQUALS) && column >= 0) {
      double equal =
          columns ? equalColumns(column, column(right)) : share(column).equal(value(right, column));
      return Math.max(0, 1 - share(column).nulls() - equal);
    }
    if (isOrder(call.getKind()) && columns) {
      return COLUMNS_ORDERED;
    }
    if (call.getOperator() instanceof PgFunctionOperator function) {
      String name = function.id().name();
      if (name.endsWith("like")) {
        boolean negated = name.endsWith("nlike");
        double share = like(column, right, name.contains("ic"));
        double nulls = column < 0 ? 0 : share(column).nulls();
        return negated ? Math.max(0, 1 - nulls - share) : share;
      }
    }
    return RelMdUtil.guessSelectivity(call);
  }

  private double like(int column, RexNode pattern, boolean ignoreCase) {
    Object known = column < 0 || ignoreCase ? null : value(pattern, column);
    ColumnShare share =
        column < 0 ? new ColumnShare(null, PgType.of(PgTypes.TEXT), 1) : share(column);
    return share.like(known instanceof Bytes text ? text.array() : null);
  }

  private double equalColumns(int left, int right) {
    double most = Math.max(share(left).distinct(), share(right).distinct());
    return most < 0 ? share(left).equal(null) : 1 / Math.max(1, most);
  }

  /** Narrows the range of a column, if the condition is one and the column's values are known. */
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
    if (column < 0) {
      return false;
    }
    Object value = value(columnFirst ? right : left, column);
    boolean below =
        (call.isA(SqlKind.LESS_THAN) || call.isA(SqlKind.LESS_THAN_OR_EQUAL)) == columnFirst;
    boolean equal = call.isA(SqlKind.LESS_THAN_OR_EQUAL) || call.isA(SqlKind.GREATER_THAN_OR_EQUAL);
    double edge = share(column).below(value, below == equal);
    if (Double.isNaN(edge)) {
      return false;
    }
    double[] range =
        ranges.computeIfAbsent(
            column, any -> new double[] {0, Math.max(0, 1 - share(column).nulls())});
    if (below) {
      range[1] = Math.min(range[1], edge);
    } else {
      range[0] = Math.max(range[0], edge);
    }
    return true;
  }

  private static boolean isOrder(SqlKind kind) {
    return switch (kind) {
      case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> true;
      default -> false;
    };
  }

  /** A constant to compare the column with, as a value of the column; null if it is not known. */
  private Object value(RexNode node, int column) {
    if (node instanceof RexLiteral literal) {
      return literal.getValue() instanceof Boolean truth ? truth : null;
    }
    if (!(node instanceof RexCall call)
        || !(call.getOperator() instanceof PgConstant constant)
        || constant.isOpen()) {
      return null;
    }
    boolean days = table.definition().columns().get(column).type().is(PgTypes.DATE);
    boolean constantDays = constant.type().is(PgTypes.DATE);
    if (days != constantDays) {
      double value = ColumnShare.number(constant.value());
      double scaled = days ? value / MICROS_PER_DAY : value * MICROS_PER_DAY;
      return Double.isNaN(scaled) ? null : (Object) scaled;
    }
    return constant.value();
  }

  /**
   * A column, also one that is cast for the comparison as long as its values keep their order; -1
   * for anything else.
   */
  private int column(RexNode node) {
    RexNode inner = ColumnOrigin.uncast(node);
    if (!(inner instanceof RexInputRef reference)
        || reference.getIndex() >= table.definition().columns().size()) {
      return -1;
    }
    PgType type = table.definition().columns().get(reference.getIndex()).type();
    PgType as = PgRelDataType.of(node.getType());
    boolean ordered =
        node instanceof RexInputRef
            || type.base().category() == as.base().category()
                && !type.is(PgTypes.TIME)
                && !as.is(PgTypes.TIME);
    return ordered ? reference.getIndex() : -1;
  }

  private ColumnShare share(int column) {
    if (columns[column] == null) {
      ColumnDefinition definition = table.definition().columns().get(column);
      ColumnStatistics statistics = table.statistics().columns().get(definition.name());
      columns[column] = new ColumnShare(statistics, definition.type(), table.getRowCount());
    }
    return columns[column];
  }
}
