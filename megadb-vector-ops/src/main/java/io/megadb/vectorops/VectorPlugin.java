package io.megadb.vectorops;

import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.MegaDbPlugin;
import io.megadb.vectorops.search.HnswMethod;
import io.megadb.vectorops.search.NearestNeighbours;
import io.megadb.vectorops.search.NeighbourJoins;
import io.megadb.vectorops.search.Settings;
import io.megadb.vectorops.type.VectorTypes;

/** The gateway's half: indexes, and the searches in them. */
public final class VectorPlugin implements MegaDbPlugin {
  @Override
  public String name() {
    return VectorTypes.PLUGIN;
  }

  @Override
  public void register(MegaDbExtensions extensions) {
    extensions.injectIndexMethod(new HnswMethod());
    extensions.injectRefinement("neighbour_joins", new NeighbourJoins());
    extensions.injectRefinement("nearest_neighbours", new NearestNeighbours());
    Settings.all().forEach(extensions::injectSetting);
  }
}
