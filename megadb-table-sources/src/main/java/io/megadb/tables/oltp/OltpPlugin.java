package io.megadb.tables.oltp;

import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.MegaDbPlugin;
import java.util.Set;

/** Brings the access method "oltp". */
public final class OltpPlugin implements MegaDbPlugin {
  @Override
  public String name() {
    return "oltp";
  }

  @Override
  public Set<String> requires() {
    return Set.of("storage");
  }

  @Override
  public void register(MegaDbExtensions extensions) {
    extensions.injectAccessMethod(new OltpAccessMethod());
  }
}
