package io.megadb.vectorops.search;

import io.megadb.plan.JoinKind;
import io.megadb.plan.NestedLoopJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.vectorops.join.Pairing;
import io.megadb.vectorops.kernel.Distance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A join without equal keys that asks for pairs whose distance is below some constant. */
record NearPairs(NestedLoopJoinNode join, Pairing pairing) {
  private static final Set<String> BELOW = Set.of("float8lt", "float8le");
  private static final Set<String> ABOVE = Set.of("float8gt", "float8ge");

  /** Null if the node is no such join. */
  static NearPairs of(PlanNode node) {
    if (!(node instanceof NestedLoopJoinNode join)
        || join.condition() == null
        || join.kind() != JoinKind.INNER && join.kind() != JoinKind.LEFT) {
      return null;
    }
    List<Expression> conjuncts = OuterConditions.conjuncts(join.condition());
    for (int i = 0; i < conjuncts.size(); i++) {
      List<Expression> others = new ArrayList<>(conjuncts);
      others.remove(i);
      Pairing pairing = pairing(join, conjuncts.get(i), OuterConditions.conjunction(others));
      if (pairing != null) {
        return new NearPairs(join, pairing);
      }
    }
    return null;
  }

  private static Pairing pairing(
      NestedLoopJoinNode join, Expression comparison, Expression condition) {
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
    int width = join.left().types().size();
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
        join.kind() == JoinKind.LEFT);
  }
}
