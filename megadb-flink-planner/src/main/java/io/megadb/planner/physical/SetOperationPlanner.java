package io.megadb.planner.physical;

import io.megadb.plan.AggregateNode;
import io.megadb.plan.CostVector;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SetOperationNode;
import io.megadb.plan.UnionNode;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Union;

/** UNION, INTERSECT and EXCEPT. */
final class SetOperationPlanner {
  private final PlanBuilder builder;

  SetOperationPlanner(PlanBuilder builder) {
    this.builder = builder;
  }

  PlanNode plan(SetOp operation, List<PlanNode> inputs, double rows) {
    if (operation instanceof Union) {
      double all = inputs.stream().mapToDouble(PlanBuilder::rows).sum();
      PlanNode union = new UnionNode(builder.properties(all, CostModel.rows(all, 0)), inputs);
      return operation.all ? union : distinct(union, rows);
    }
    if (!(operation instanceof Intersect) && !(operation instanceof Minus)) {
      throw new IllegalStateException(operation.getRelTypeName());
    }
    PlanNode left = inputs.get(0);
    for (PlanNode right : inputs.subList(1, inputs.size())) {
      CostVector cost =
          CostModel.hash(
              PlanBuilder.rows(right), CostModel.width(right.types()), PlanBuilder.rows(left));
      left =
          new SetOperationNode(
              builder.properties(rows, cost),
              operation instanceof Intersect
                  ? SetOperationNode.Kind.INTERSECT
                  : SetOperationNode.Kind.EXCEPT,
              operation.all,
              left,
              right);
    }
    return left;
  }

  private PlanNode distinct(PlanNode input, double rows) {
    List<Integer> keys = IntStream.range(0, input.types().size()).boxed().toList();
    return builder.aggregate(
        input, keys, List.of(), AggregateNode.Phase.SINGLE, input.types(), rows);
  }
}
