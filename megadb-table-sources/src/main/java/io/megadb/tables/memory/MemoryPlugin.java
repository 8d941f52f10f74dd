package io.megadb.tables.memory;

import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.MegaDbPlugin;
import java.util.Set;

/** Brings the access method "memory". */
public final class MemoryPlugin implements MegaDbPlugin {
  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Set<String> requires() {
    return Set.of("storage");
  }

  @Override
  public void register(MegaDbExtensions extensions) {
    extensions.injectAccessMethod(new MemoryAccessMethod());
  }
}
