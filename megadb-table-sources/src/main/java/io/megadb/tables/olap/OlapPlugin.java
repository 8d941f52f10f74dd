package io.megadb.tables.olap;

import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.MegaDbPlugin;
import java.util.Set;

/** Brings the access method "olap". */
public final class OlapPlugin implements MegaDbPlugin {
  @Override
  public String name() {
    return "olap";
  }

  @Override
  public Set<String> requires() {
    return Set.of("storage");
  }

  @Override
  public void register(MegaDbExtensions extensions) {
    extensions.injectAccessMethod(new OlapAccessMethod());
  }
}
