package io.megadb.graph.operator;

import io.megadb.spi.OperatorFactory;
import io.megadb.spi.TaskPlugin;
import java.util.List;

/** Brings the operators of graph plan nodes into tasks. */
public final class GraphTaskPlugin implements TaskPlugin {
  private final GraphCache cache = new GraphCache();

  @Override
  public String name() {
    return "graph";
  }

  @Override
  public List<OperatorFactory> operators() {
    return List.of(new PathOperatorFactory(cache), new AlgorithmOperatorFactory(cache));
  }
}
