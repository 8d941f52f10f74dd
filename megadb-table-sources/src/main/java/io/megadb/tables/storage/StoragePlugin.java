package io.megadb.tables.storage;

import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.MegaDbPlugin;

/** Provides the database; tiers come from plugins of their own. */
public final class StoragePlugin implements MegaDbPlugin {
  @Override
  public String name() {
    return "storage";
  }

  @Override
  public void register(MegaDbExtensions extensions) {
    extensions.injectDatabase(new StorageDatabaseFactory());
  }
}
