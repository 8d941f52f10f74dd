package io.megadb.graph.operator;

import io.megadb.execution.ExecutionContext;
import io.megadb.graph.plan.AlgorithmNode;
import io.megadb.operator.Operator;
import io.megadb.plan.PlanNode;
import io.megadb.spi.OperatorFactory;
import java.util.List;

/** Makes {@link AlgorithmOperator}s. */
final class AlgorithmOperatorFactory implements OperatorFactory {
  private final GraphCache cache;

  AlgorithmOperatorFactory(GraphCache cache) {
    this.cache = cache;
  }

  @Override
  public Class<? extends PlanNode> nodeType() {
    return AlgorithmNode.class;
  }

  @Override
  public Operator create(PlanNode node, List<Operator> inputs, ExecutionContext context) {
    return new AlgorithmOperator((AlgorithmNode) node, inputs, cache, context);
  }
}
