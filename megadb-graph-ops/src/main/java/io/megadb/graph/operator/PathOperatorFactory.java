package io.megadb.graph.operator;

import io.megadb.execution.ExecutionContext;
import io.megadb.graph.plan.PathNode;
import io.megadb.operator.Operator;
import io.megadb.plan.PlanNode;
import io.megadb.spi.OperatorFactory;
import java.util.List;

/** Makes {@link PathOperator}s, and holds the graphs that they share. */
public final class PathOperatorFactory implements OperatorFactory {
  private final GraphCache cache;

  PathOperatorFactory(GraphCache cache) {
    this.cache = cache;
  }

  /** Graphs kept in this process. */
  public GraphCache cache() {
    return cache;
  }

  @Override
  public Class<? extends PlanNode> nodeType() {
    return PathNode.class;
  }

  @Override
  public Operator create(PlanNode node, List<Operator> inputs, ExecutionContext context) {
    return new PathOperator((PathNode) node, inputs, cache, context);
  }
}
