package io.megadb.graph.rule;

import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.MegaDbPlugin;

/** Brings property graphs. */
public final class GraphPlugin implements MegaDbPlugin {
  @Override
  public String name() {
    return "graph";
  }

  @Override
  public void register(MegaDbExtensions extensions) {
    extensions.injectGraphDialect(new PropertyGraphs());
    extensions.injectSystemTable(new PropertyGraphsTable());
  }
}
