package io.megadb.graph.operator;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;

/** What sessions can set of graphs. */
public final class GraphSettings {
  /** MiB that kept graphs may take together. */
  public static final String CACHE_MEMORY_MAX = "megadb.graph_cache_memory_max";

  /** Share of the heap by default, as a divisor. */
  private static final int HEAP_PART = 8;

  private GraphSettings() {}

  /** Bytes that kept graphs may take together; 22023 if the setting is no number. */
  static long cacheBytes(EvaluationContext context) {
    String text = context.setting(CACHE_MEMORY_MAX, "0").trim();
    if (!text.matches("\\d{1,9}")) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE,
          "invalid value for parameter \"" + CACHE_MEMORY_MAX + "\": \"" + text + "\"");
    }
    long mebibytes = Long.parseLong(text);
    return mebibytes > 0 ? mebibytes << 20 : Runtime.getRuntime().maxMemory() / HEAP_PART;
  }
}
