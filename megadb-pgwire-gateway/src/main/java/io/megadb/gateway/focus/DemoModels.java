package io.megadb.gateway.focus;

import java.util.ArrayList;
import java.util.List;

/**
 * What is made of the demonstration's tables once they are there: the vectors' index, the graph.
 */
public final class DemoModels {
  private DemoModels() {}

  /** Statements to run after the tables are created and before they are dropped, in this order. */
  public static List<String> createStatements() {
    List<String> statements = new ArrayList<>();
    for (String statement : SqlResource.read("models.sql").split(";")) {
      if (!statement.isBlank()) {
        statements.add(statement.strip());
      }
    }
    return statements;
  }

  /** The statement that lets tables go which the graph uses. */
  public static String dropGraph() {
    return "DROP PROPERTY GRAPH IF EXISTS infra";
  }
}
