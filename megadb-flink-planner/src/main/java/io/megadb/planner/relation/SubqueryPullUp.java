package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.flink.calcite.shaded.com.google.common.collect.ImmutableSet;

/**
 * Turns [NOT] EXISTS and [NOT] IN in a WHERE clause into semi and anti joins, as PostgreSQL pulls
 * up sublinks; what it leaves is Calcite's to remove. NOT IN keeps its nulls: a row stays if its
 * comparison with every row of the subquery is false, so the anti join's condition is that the
 * comparison is not false.
 */
final class SubqueryPullUp {
  private final RexBuilder rex;

  SubqueryPullUp(RexBuilder rex) {
    this.rex = rex;
  }

  RelNode rewrite(RelNode rel) {
    List<RelNode> inputs = new ArrayList<>();
    boolean changed = false;
    for (RelNode input : rel.getInputs()) {
      RelNode rewritten = rewrite(input);
      changed |= !rewritten.equals(input);
      inputs.add(rewritten);
    }
    RelNode current = changed ? rel.copy(rel.getTraitSet(), inputs) : rel;
    current = current.accept(inner());
    return current instanceof Filter filter
            && RexUtil.SubQueryFinder.find(filter.getCondition()) != null
        ? filter(filter)
        : current;
  }

  private RexShuttle inner() {
    return new RexShuttle() {
      @Override
      public RexNode visitSubQuery(RexSubQuery subquery) {
        RelNode rewritten = rewrite(subquery.rel);
        return rewritten.equals(subquery.rel) ? subquery : subquery.clone(rewritten);
      }
    };
  }

  private RelNode filter(Filter filter) {
    List<RexNode> plain = new ArrayList<>();
    List<RexNode> subqueries = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      (RexUtil.SubQueryFinder.find(conjunct) == null ? plain : subqueries).add(conjunct);
    }
    RelNode rel = filter.getInput();
    if (!plain.isEmpty()) {
      rel = LogicalFilter.create(rel, RexUtil.composeConjunction(rex, plain));
    }
    List<RexNode> left = new ArrayList<>();
    for (RexNode conjunct : subqueries) {
      RelNode joined = join(rel, conjunct, filter.getVariablesSet());
      if (joined == null) {
        left.add(conjunct);
      } else {
        rel = joined;
      }
    }
    return left.isEmpty()
        ? rel
        : LogicalFilter.create(
            rel,
            RexUtil.composeConjunction(rex, left),
            ImmutableSet.copyOf(filter.getVariablesSet()));
  }

  /** The semi or anti join for one conjunct, or null if it has another form. */
  private RelNode join(RelNode left, RexNode conjunct, Set<CorrelationId> own) {
    boolean negated = conjunct.getKind() == SqlKind.NOT;
    RexNode node = negated ? ((RexCall) conjunct).getOperands().get(0) : conjunct;
    if (!(node instanceof RexSubQuery subquery)
        || subquery.getKind() != SqlKind.EXISTS && subquery.getKind() != SqlKind.IN
        || subquery.operands.stream().anyMatch(o -> RexUtil.SubQueryFinder.find(o) != null)) {
      return null;
    }
    RelNode right = subquery.rel;
    List<RexNode> columns = null;
    if (right instanceof Project project) {
      columns = project.getProjects();
      right = project.getInput();
    }
    List<RexNode> conditions = new ArrayList<>();
    Set<CorrelationId> bound = new LinkedHashSet<>();
    while (right instanceof Filter filter) {
      conditions.addAll(RelOptUtil.conjunctions(filter.getCondition()));
      bound.addAll(filter.getVariablesSet());
      right = filter.getInput();
    }
    if (uses(right, own)) {
      return null;
    }
    List<RexNode> inside = new ArrayList<>();
    List<RexNode> across = new ArrayList<>();
    for (RexNode condition : conditions) {
      RexSubQuery nested = RexUtil.SubQueryFinder.find(condition);
      if (nested != null && uses(nested.rel, own)) {
        return null;
      }
      (mentions(condition, own) ? across : inside).add(condition);
    }
    if (across.stream().anyMatch(c -> RexUtil.SubQueryFinder.find(c) != null)) {
      return null;
    }
    if (!inside.isEmpty()) {
      right =
          rewrite(
              LogicalFilter.create(
                  right, RexUtil.composeConjunction(rex, inside), ImmutableSet.copyOf(bound)));
    }
    int width = left.getRowType().getFieldCount();
    List<RexNode> joinConditions = new ArrayList<>();
    for (RexNode condition : across) {
      joinConditions.add(condition.accept(new Across(left, width, own)));
    }
    if (subquery.getKind() == SqlKind.IN) {
      for (int i = 0; i < subquery.operands.size(); i++) {
        RexNode column = columns == null ? rex.makeInputRef(right, i) : columns.get(i);
        if (RexUtil.SubQueryFinder.find(column) != null) {
          return null;
        }
        RexNode equal =
            rex.makeCall(
                SqlStdOperatorTable.EQUALS,
                subquery.operands.get(i),
                column.accept(new Across(left, width, own)));
        joinConditions.add(
            negated && equal.getType().isNullable()
                ? rex.makeCall(SqlStdOperatorTable.IS_NOT_FALSE, equal)
                : equal);
      }
    }
    return LogicalJoin.create(
        left,
        right,
        List.of(),
        RexUtil.composeConjunction(rex, joinConditions),
        Set.of(),
        negated ? JoinRelType.ANTI : JoinRelType.SEMI);
  }

  private static boolean uses(RelNode rel, Set<CorrelationId> own) {
    return RelOptUtil.getVariablesUsed(rel).stream().anyMatch(own::contains);
  }

  private static boolean mentions(RexNode node, Set<CorrelationId> own) {
    boolean[] found = new boolean[1];
    node.accept(
        new org.apache.calcite.rex.RexVisitorImpl<Void>(true) {
          @Override
          public Void visitCorrelVariable(RexCorrelVariable variable) {
            found[0] |= own.contains(variable.id);
            return null;
          }
        });
    return found[0];
  }

  /** From the subquery's row and its outer references to the joined row. */
  private final class Across extends RexShuttle {
    private final RelNode left;
    private final int width;
    private final Set<CorrelationId> own;

    Across(RelNode left, int width, Set<CorrelationId> own) {
      this.left = left;
      this.width = width;
      this.own = own;
    }

    @Override
    public RexNode visitInputRef(RexInputRef reference) {
      return rex.makeInputRef(reference.getType(), reference.getIndex() + width);
    }

    @Override
    public RexNode visitFieldAccess(RexFieldAccess access) {
      return access.getReferenceExpr() instanceof RexCorrelVariable variable
              && own.contains(variable.id)
          ? rex.makeInputRef(left, access.getField().getIndex())
          : access;
    }
  }
}
