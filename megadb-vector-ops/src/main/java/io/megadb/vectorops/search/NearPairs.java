package io.megadb.vectorops.search;

import io.megadb.plan.JoinKind;
import io.megadb.plan.NestedLoopJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.type.PgType;
import io.megadb.vectorops.join.Pairing;
import io.megadb.vectorops.kernel.Distance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A join without equal keys that asks for pairs whose distance is below some constant.
 *
 * @param left the side whose rows are kept where they have no partner, if any side's are
 * @param outputs the join's columns over those of left, then right
 */
record NearPairs(PlanNode left, PlanNode right, Pairing pairing, List<Expression> outputs) {
  private static final Set<String> BELOW = Set.of("float8lt", "float8le");
  private static final Set<String> ABOVE = Set.of("float8gt", "float8ge");

  /** Null if the node is no such join. */
  static NearPairs of(PlanNode node) {
    if (!(node instanceof NestedLoopJoinNode join)
        || join.condition() == null
        || join.kind() != JoinKind.INNER
            && join.kind() != JoinKind.LEFT
            && join.kind() != JoinKind.RIGHT) {
      return null;
    }
    boolean swapped = join.kind() == JoinKind.RIGHT;
    PlanNode left = swapped ? join.right() : join.left();
    PlanNode right = swapped ? join.left() : join.right();
    List<Expression> outputs = new ArrayList<>();
    for (PgType type : join.types()) {
      InputReference column = new InputReference(outputs.size(), type);
      outputs.add(swapped ? moved(column, join) : column);
    }
    Expression condition =
        swapped
            ? Substitution.in(
                join.condition(),
                part -> part instanceof InputReference column ? moved(column, join) : part)
            : join.condition();
    Pairing pairing = pairing(condition, left.types().size(), join.kind() != JoinKind.INNER);
    return pairing == null ? null : new NearPairs(left, right, pairing, outputs);
  }

  private static InputReference moved(InputReference column, NestedLoopJoinNode join) {
    int first = join.left().types().size();
    int second = join.right().types().size();
    int index = column.index() < first ? column.index() + second : column.index() - first;
    return new InputReference(index, column.type());
  }

  private static Pairing pairing(Expression whole, int width, boolean outer) {
    List<Expression> conjuncts = OuterConditions.conjuncts(whole);
    for (int i = 0; i < conjuncts.size(); i++) {
      List<Expression> others = new ArrayList<>(conjuncts);
      others.remove(i);
      Pairing pairing =
          pairing(conjuncts.get(i), OuterConditions.conjunction(others), width, outer);
      if (pairing != null) {
        return pairing;
      }
    }
    return null;
  }

  private static Pairing pairing(
      Expression comparison, Expression condition, int width, boolean outer) {
    if (!(comparison instanceof FunctionCall compare) || compare.operands().size() != 2) {
      return null;
    }
    String name = compare.function().name();
    boolean below = BELOW.contains(name);
    if (!below && !ABOVE.contains(name)) {
      return null;
    }
    Expression bound = compare.operands().get(below ? 1 : 0);
    if (!(compare.operands().get(below ? 0 : 1) instanceof FunctionCall call)
        || !NeighbourQuery.isConstant(bound)) {
      return null;
    }
    Distance distance = NeighbourQuery.distance(call);
    if (distance == null
        || !(call.operands().get(0) instanceof InputReference first)
        || !(call.operands().get(1) instanceof InputReference second)) {
      return null;
    }
    boolean leftFirst = first.index() < width;
    if (leftFirst == second.index() < width) {
      return null;
    }
    return new Pairing(
        distance,
        leftFirst ? first.index() : second.index(),
        (leftFirst ? second.index() : first.index()) - width,
        leftFirst,
        condition,
        List.of(),
        null,
        bound,
        name.endsWith("le") || name.endsWith("ge"),
        outer);
  }
}
