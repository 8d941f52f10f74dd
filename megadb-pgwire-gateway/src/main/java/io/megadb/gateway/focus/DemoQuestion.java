package io.megadb.gateway.focus;

import java.util.List;

/**
 * The demonstration's question: who is affected when one resource changes, what did it cost, how is
 * it configured and what does it cost now. One statement over the analytical, the transactional and
 * the memory tier; PostgreSQL 15 runs the same text.
 */
public final class DemoQuestion {
  private static final String PARAMETER = "$1";

  private DemoQuestion() {}

  /**
   * The statement with one text parameter, {@code $1}: the resource id. No semicolon at its end.
   */
  public static String parameterized() {
    return SqlResource.read("question.sql").strip();
  }

  /** The statement for one resource, its id as a literal, ready for a simple query. */
  public static String about(String resourceId) {
    String literal = "'" + resourceId.replace("'", "''") + "'";
    return parameterized().replace(PARAMETER, literal);
  }

  /** Names of the result's columns, in order. */
  public static List<String> columns() {
    return List.of(
        "app",
        "owner",
        "tier",
        "hops",
        "shared_resources",
        "cost_12m",
        "cost_now",
        "mom_pct",
        "encrypted",
        "twin",
        "dist",
        "saving_month");
  }
}
