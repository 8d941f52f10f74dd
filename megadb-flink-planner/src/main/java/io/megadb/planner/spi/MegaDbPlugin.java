package io.megadb.planner.spi;

import java.util.Set;

/**
 * A plugin's planner half, found by ServiceLoader in the gateway. It only injects: no I/O, no
 * threads, no static blocks. What tasks need is in its {@code io.megadb.spi.TaskPlugin} of the same
 * name.
 */
public interface MegaDbPlugin {
  /** Lower-case, unique, such as "oltp"; part of the names of its switches. */
  String name();

  /** Names of plugins that must be registered before this one. */
  default Set<String> requires() {
    return Set.of();
  }

  void register(MegaDbExtensions extensions);
}
