package io.megadb.vectorops;

import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.MegaDbPlugin;
import io.megadb.vectorops.type.VectorTypes;

/** The gateway's half: what planning needs of vectors beyond types and functions. */
public final class VectorPlugin implements MegaDbPlugin {
  @Override
  public String name() {
    return VectorTypes.PLUGIN;
  }

  @Override
  public void register(MegaDbExtensions extensions) {}
}
