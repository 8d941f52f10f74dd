package io.megadb.vectorops.search;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.planner.spi.SettingDefinition;
import java.util.List;

/** The plugin's session settings. */
public final class Settings {
  static final String SEARCH_BREADTH = "hnsw.ef_search";
  static final String MEMORY_MAX = "megadb.vector_index_memory_max";
  static final int BREADTH_MAX = 1000;

  private Settings() {}

  /** What SET and SHOW know. */
  public static List<SettingDefinition> all() {
    return List.of(
        new SettingDefinition(
            SEARCH_BREADTH,
            "40",
            List.of(),
            "Candidates a search in an hnsw index keeps, 1 to 1000; more find better."),
        new SettingDefinition(
            "hnsw.iterative_scan",
            "off",
            List.of("off", "strict_order", "relaxed_order"),
            "Accepted for pgvector's clients; searches give all rows asked for in any case."),
        new SettingDefinition(
            MEMORY_MAX,
            "0",
            List.of(),
            "MiB that all vector indexes may use together; 0 is a quarter of the heap."));
  }

  /** The value of a setting, which the session took as any text; 22023 if it is no such number. */
  static int number(EvaluationContext context, String name, int least, int most) {
    String text = context.setting(name, String.valueOf(least)).trim();
    if (text.matches("\\d{1,9}")
        && Integer.parseInt(text) >= least
        && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw new MegaDbException(
        SqlState.INVALID_PARAMETER_VALUE,
        text
            + " is outside the valid range for parameter \""
            + name
            + "\" ("
            + least
            + " .. "
            + most
            + ")");
  }
}
