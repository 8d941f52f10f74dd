package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.sql.SqlKind;

/**
 * Turns correlations that no join can stand for into {@link ApplyRel}s. A join gives a row of the
 * outer query no partner where its subquery has no rows, and it knows nothing of the order and the
 * number of a subquery's rows for each outer row.
 */
public final class Applies {
  /** Of an aggregate over no group: whoever reads it takes a missing row for the right one. */
  public static final RelHint NULL_WITHOUT_ROWS = RelHint.builder("NULL_WITHOUT_ROWS").build();

  private final PlannerSession session;

  Applies(PlannerSession session) {
    this.session = session;
  }

  /** Replaces the correlations whose removal would change their meaning. */
  RelNode replaceUnsafe(RelNode rel) {
    return replace(rel, Applies::unsafe);
  }

  /** Replaces all correlations that are left. */
  RelNode replaceAll(RelNode rel) {
    return replace(rel, correlate -> true);
  }

  private RelNode replace(RelNode rel, Predicate<Correlate> wanted) {
    List<RelNode> inputs = new ArrayList<>();
    for (RelNode input : rel.getInputs()) {
      inputs.add(replace(input, wanted));
    }
    RelNode current = inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    return current instanceof Correlate correlate
            && correlate.getJoinType().projectsRight()
            && wanted.test(correlate)
        ? apply(correlate)
        : current;
  }

  private RelNode apply(Correlate correlate) {
    CorrelationId id = correlate.getCorrelationId();
    Set<Integer> used = new LinkedHashSet<>();
    new CorrelationRewrite(
            id,
            access -> {
              used.add(access.getField().getIndex());
              return access;
            })
        .rewrite(correlate.getRight());
    List<Integer> columns = List.copyOf(used);
    int first = session.outerParameters(columns.size());
    RelNode right =
        new CorrelationRewrite(
                id,
                access ->
                    session
                        .rex()
                        .makeDynamicParam(
                            access.getType(),
                            first + columns.indexOf(access.getField().getIndex())))
            .rewrite(correlate.getRight());
    return ApplyRel.create(
        correlate.getLeft(),
        right,
        columns,
        first,
        correlate.getJoinType() == JoinRelType.LEFT,
        correlate.getRowType());
  }

  private static boolean unsafe(Correlate correlate) {
    CorrelationId id = correlate.getCorrelationId();
    return unsafe(correlate.getRight(), id)
        || !new NullRejection(id).coversAll(correlate.getLeft().getRowType(), correlate.getRight());
  }

  private static boolean unsafe(RelNode rel, CorrelationId id) {
    if (!RelOptUtil.getVariablesUsed(rel).contains(id)) {
      return false;
    }
    boolean here =
        rel instanceof SetOp
            || rel instanceof OwnRel
            || rel instanceof RowsRel
            || rel instanceof Sort sort && (sort.fetch != null || sort.offset != null)
            || rel instanceof Join join
                && (join.getJoinType() != JoinRelType.INNER || usesOnBothSides(join, id))
            || rel instanceof Correlate inner
                && (inner.getJoinType() != JoinRelType.INNER || usesOnBothSides(inner, id))
            || rel instanceof Aggregate aggregate && (hasRowAlways(aggregate) || orders(aggregate));
    return here || rel.getInputs().stream().anyMatch(input -> unsafe(input, id));
  }

  /** Calcite joins the two sides without asking for the same outer row. */
  private static boolean usesOnBothSides(BiRel rel, CorrelationId id) {
    return RelOptUtil.getVariablesUsed(rel.getLeft()).contains(id)
        && RelOptUtil.getVariablesUsed(rel.getRight()).contains(id);
  }

  /** Calcite forgets to move the columns by which an aggregate's values are ordered. */
  private static boolean orders(Aggregate aggregate) {
    return aggregate.getAggCallList().stream()
        .anyMatch(call -> !call.getCollation().getFieldCollations().isEmpty());
  }

  private static boolean hasRowAlways(Aggregate aggregate) {
    boolean single =
        aggregate.getAggCallList().stream()
            .allMatch(call -> call.getAggregation().getKind() == SqlKind.SINGLE_VALUE);
    return aggregate.getGroupCount() == 0
        && !single
        && aggregate.getHints().stream()
            .noneMatch(hint -> hint.hintName.equals(NULL_WITHOUT_ROWS.hintName));
  }
}
