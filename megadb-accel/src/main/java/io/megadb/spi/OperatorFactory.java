package io.megadb.spi;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.plan.PlanNode;
import java.util.List;

/** Makes the operator of a plugin's own plan node. */
public interface OperatorFactory {
  Class<? extends PlanNode> nodeType();

  /** The operator over its inputs' operators, in the node's order; it closes them. */
  Operator create(PlanNode node, List<Operator> inputs, ExecutionContext context);
}
