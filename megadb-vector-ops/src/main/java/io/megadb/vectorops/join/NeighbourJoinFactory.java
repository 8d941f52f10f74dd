package io.megadb.vectorops.join;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.plan.PlanNode;
import io.megadb.spi.OperatorFactory;
import java.util.List;

/** Makes {@link NeighbourJoinOperator}s. */
public final class NeighbourJoinFactory implements OperatorFactory {
  @Override
  public Class<? extends PlanNode> nodeType() {
    return NeighbourJoinNode.class;
  }

  @Override
  public Operator create(PlanNode node, List<Operator> inputs, ExecutionContext context) {
    return new NeighbourJoinOperator(
        (NeighbourJoinNode) node, inputs.get(0), inputs.get(1), context);
  }
}
