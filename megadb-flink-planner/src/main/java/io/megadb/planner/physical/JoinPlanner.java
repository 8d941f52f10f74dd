package io.megadb.planner.physical;

import io.megadb.plan.JoinKind;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SharedReadNode;
import io.megadb.plan.expression.Expression;
import io.megadb.planner.relation.ExpressionTranslator;
import io.megadb.planner.relation.PgRelDataType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/**
 * Joins: hash joins on equal columns, nested loops otherwise; the smaller side is kept in memory.
 */
final class JoinPlanner {
  /** Right sides below this are as quickly built as probed with. */
  private static final double MIN_MARKED_ROWS = 10_000;

  /** Build sides of more bytes may not fit and would be divided again in each run. */
  private static final double MAX_KEPT_BYTES = 64 << 20;

  private final PlanBuilder builder;
  private final ExpressionTranslator expressions;

  JoinPlanner(PlanBuilder builder, ExpressionTranslator expressions) {
    this.builder = builder;
    this.expressions = expressions;
  }

  /**
   * @param repeated whether the join runs many times: one whose build side is the same each time
   *     keeps it
   */
  PlanNode join(Join join, PlanNode left, PlanNode right, double rows, boolean repeated) {
    JoinKind kind =
        switch (join.getJoinType()) {
          case INNER -> JoinKind.INNER;
          case LEFT -> JoinKind.LEFT;
          case RIGHT -> JoinKind.RIGHT;
          case FULL -> JoinKind.FULL;
          case SEMI -> JoinKind.SEMI;
          case ANTI -> JoinKind.ANTI;
        };
    List<RexNode> conjuncts = RelOptUtil.conjunctions(join.getCondition());
    if (kind == JoinKind.ANTI && !conjuncts.isEmpty()) {
      PlanNode nullAware = nullAware(join, conjuncts, left, right, rows);
      if (nullAware != null) {
        return nullAware;
      }
    }
    int width = join.getLeft().getRowType().getFieldCount();
    Keys keys = new Keys(width);
    List<RexNode> residual = new ArrayList<>();
    for (RexNode conjunct : conjuncts) {
      if (!keys.add(conjunct)) {
        residual.add(conjunct);
      }
    }
    boolean keepRight = repeated && isKept(right) && !isKept(left);
    boolean keepLeft = repeated && isKept(left) && !isKept(right);
    boolean smaller =
        keepLeft && kind != JoinKind.LEFT
            || PlanBuilder.rows(left) < PlanBuilder.rows(right)
                && !(keepRight && kind != JoinKind.RIGHT);
    boolean swap =
        smaller && join.getJoinType() != JoinRelType.SEMI && join.getJoinType() != JoinRelType.ANTI;
    if (!keys.left.isEmpty() && !keepRight && smallerLeft(kind, left, right)) {
      List<RexNode> mirrored = new ArrayList<>();
      for (RexNode condition : residual) {
        mirrored.add(mirror(condition, width, join.getRight().getRowType().getFieldCount()));
      }
      return build(
          mirror(kind), right, left, keys.right, keys.left, keys.nullSafe, mirrored, join, rows);
    }
    if (!swap) {
      return build(kind, left, right, keys.left, keys.right, keys.nullSafe, residual, join, rows);
    }
    int rightWidth = join.getRight().getRowType().getFieldCount();
    List<RexNode> mirrored = new ArrayList<>();
    for (RexNode condition : residual) {
      mirrored.add(mirror(condition, width, rightWidth));
    }
    PlanNode swapped =
        build(
            mirror(kind), right, left, keys.right, keys.left, keys.nullSafe, mirrored, join, rows);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      order.add(rightWidth + i);
    }
    for (int i = 0; i < rightWidth; i++) {
      order.add(i);
    }
    return builder.columns(swapped, order);
  }

  /** Rows that are the same in every run and fit into memory. */
  private static boolean isKept(PlanNode node) {
    return node instanceof SharedReadNode
        && PlanBuilder.rows(node) * CostModel.width(node.types()) <= MAX_KEPT_BYTES;
  }

  /**
   * Whether a semi or anti join should keep its left rows in memory and mark those that match: the
   * table is smaller, and its keys spare the scans on the right most rows.
   */
  private static boolean smallerLeft(JoinKind kind, PlanNode left, PlanNode right) {
    return (kind == JoinKind.SEMI || kind == JoinKind.ANTI)
        && PlanBuilder.rows(right) >= MIN_MARKED_ROWS
        && PlanBuilder.rows(left) * 2 <= PlanBuilder.rows(right);
  }

  private PlanNode build(
      JoinKind kind,
      PlanNode left,
      PlanNode right,
      List<Integer> leftKeys,
      List<Integer> rightKeys,
      List<Integer> nullSafe,
      List<RexNode> residual,
      Join join,
      double rows) {
    RexNode rest =
        residual.isEmpty()
            ? null
            : RexUtil.composeConjunction(join.getCluster().getRexBuilder(), residual);
    Expression condition = rest == null || rest.isAlwaysTrue() ? null : expressions.translate(rest);
    return leftKeys.isEmpty()
        ? builder.nestedLoop(kind, left, right, condition, rows)
        : builder.hashJoin(kind, left, right, leftKeys, rightKeys, nullSafe, condition, rows);
  }

  private static JoinKind mirror(JoinKind kind) {
    return switch (kind) {
      case LEFT -> JoinKind.RIGHT;
      case RIGHT -> JoinKind.LEFT;
      case SEMI -> JoinKind.RIGHT_SEMI;
      case ANTI -> JoinKind.RIGHT_ANTI;
      default -> kind;
    };
  }

  private static RexNode mirror(RexNode condition, int leftWidth, int rightWidth) {
    return condition.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            int index = reference.getIndex();
            return new RexInputRef(
                index < leftWidth ? index + rightWidth : index - leftWidth, reference.getType());
          }
        });
  }

  /** NOT IN: every condition says that an equality is not false. */
  private PlanNode nullAware(
      Join join, List<RexNode> conjuncts, PlanNode left, PlanNode right, double rows) {
    Keys keys = new Keys(join.getLeft().getRowType().getFieldCount());
    for (RexNode conjunct : conjuncts) {
      if (conjunct.getKind() != SqlKind.IS_NOT_FALSE
          || !keys.add(((RexCall) conjunct).getOperands().get(0))) {
        return null;
      }
    }
    return keys.nullSafe.isEmpty() && keys.left.size() == 1
        ? builder.hashJoin(
            JoinKind.NULL_AWARE_ANTI, left, right, keys.left, keys.right, List.of(), null, rows)
        : null;
  }

  /** Equal columns of both sides. */
  private static final class Keys {
    private final int width;
    private final List<Integer> left = new ArrayList<>();
    private final List<Integer> right = new ArrayList<>();
    private final List<Integer> nullSafe = new ArrayList<>();

    Keys(int width) {
      this.width = width;
    }

    boolean add(RexNode condition) {
      boolean safe = condition.getKind() == SqlKind.IS_NOT_DISTINCT_FROM;
      if (!safe && condition.getKind() != SqlKind.EQUALS) {
        return false;
      }
      List<RexNode> operands = ((RexCall) condition).getOperands();
      if (!(operands.get(0) instanceof RexInputRef a)
          || !(operands.get(1) instanceof RexInputRef b)
          || PgRelDataType.of(a.getType()).kind() != PgRelDataType.of(b.getType()).kind()) {
        return false;
      }
      int first = a.getIndex();
      int second = b.getIndex();
      if (first < width == second < width) {
        return false;
      }
      if (safe) {
        nullSafe.add(left.size());
      }
      left.add(Math.min(first, second));
      right.add(Math.max(first, second) - width);
      return true;
    }
  }
}
