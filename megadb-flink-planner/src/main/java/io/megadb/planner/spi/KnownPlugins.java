package io.megadb.planner.spi;

import java.util.Map;

/** Where things come from that this build offers as plugins, for hints when one is missing. */
public final class KnownPlugins {
  private static final Map<String, String> MODULES =
      Map.of(
          "type vector", "megadb-vector-ops",
          "type halfvec", "megadb-vector-ops",
          "access method hnsw", "megadb-vector-ops");

  private KnownPlugins() {}

  /**
   * What to do about a thing that does not exist; null if no plugin of this build brings it.
   *
   * @param kind "type" or "access method"
   */
  public static String hint(String kind, String name) {
    String module = MODULES.get(kind + " " + name);
    return module == null
        ? null
        : "It comes with the plugin " + module + ": put its jar on the class path.";
  }
}
