package io.megadb.vectorops;

import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.MegaDbPlugin;
import io.megadb.vectorops.search.HnswMethod;
import io.megadb.vectorops.search.Refinements;
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
    Refinements.inject(extensions);
    Settings.all().forEach(extensions::injectSetting);
  }
}
