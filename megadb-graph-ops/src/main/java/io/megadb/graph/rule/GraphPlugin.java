package io.megadb.graph.rule;

import io.megadb.graph.operator.GraphSettings;
import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.MegaDbPlugin;
import io.megadb.planner.spi.SettingDefinition;
import java.util.List;

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
    AlgorithmFunction.all().forEach(extensions::injectQueryFunction);
    extensions.injectRefinement("graph_cache", new CachedGraphs());
    extensions.injectSetting(
        new SettingDefinition(
            GraphSettings.CACHE_MEMORY_MAX,
            "0",
            List.of(),
            "MiB that adjacencies kept for later statements may use together; 0 is an eighth of"
                + " the heap."));
  }
}
