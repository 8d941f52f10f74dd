package io.megadb.gateway.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What each data model did for one statement and for how long: the operators of EXPLAIN (ANALYZE),
 * by the model they belong to. A time is an operator's own, without its inputs' and without waiting
 * in exchanges; those of several workers are added.
 */
final class ModelTimes {
  /** The five models, and what belongs to none. */
  enum Model {
    GRAPH("graph"),
    ANALYTICS("analytics"),
    TRANSACTIONS("transactions"),
    MEMORY("memory"),
    VECTOR("vector"),
    REST("the rest");

    private final String label;

    Model(String label) {
      this.label = label;
    }
  }

  /** What the operators of one model did. */
  private static final class Part {
    private double milliseconds;
    private long rows;
    private final Set<String> tables = new TreeSet<>();
    private final Set<String> facts = new TreeSet<>();
  }

  private final Map<Model, Part> parts = new EnumMap<>(Model.class);
  private final double runMilliseconds;

  private ModelTimes(JsonNode explained) {
    for (Model model : Model.values()) {
      parts.put(model, new Part());
    }
    add(explained.path("Plan"));
    runMilliseconds = explained.path("Execution Time").asDouble();
  }

  /** Runs a query once more, with the settings of the session. */
  static ModelTimes of(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN (ANALYZE, FORMAT JSON) " + query)) {
      rows.next();
      return ofPlan(rows.getString(1));
    }
  }

  /** From what EXPLAIN (ANALYZE, FORMAT JSON) printed. */
  static ModelTimes ofPlan(String json) {
    try {
      return new ModelTimes(new ObjectMapper().readTree(json).get(0));
    } catch (JsonProcessingException e) {
      throw new MegaDbException(SqlState.INTERNAL_ERROR, "EXPLAIN gave no JSON", e);
    }
  }

  double milliseconds(Model model) {
    return parts.get(model).milliseconds;
  }

  private void add(JsonNode node) {
    double own = node.path("Actual Total Time").asDouble();
    for (JsonNode input : node.path("Plans")) {
      add(input);
      own -= isExchange(input) ? 0 : input.path("Actual Total Time").asDouble();
    }
    if (!isExchange(node)) {
      Model model = model(node);
      Part part = parts.get(model);
      part.milliseconds += Math.max(0, own);
      describe(model, node, part);
    }
  }

  private static boolean isExchange(JsonNode node) {
    return type(node).startsWith("Exchange");
  }

  private static String type(JsonNode node) {
    return node.path("Node Type").asText();
  }

  private static Model model(JsonNode node) {
    String type = type(node);
    if (node.has("Access Method")) {
      return switch (node.path("Access Method").asText()) {
        case "olap" -> Model.ANALYTICS;
        case "oltp" -> Model.TRANSACTIONS;
        case "memory" -> Model.MEMORY;
        default -> Model.REST;
      };
    }
    return type.startsWith("Graph ")
        ? Model.GRAPH
        : type.startsWith("Nearest ")
            ? Model.VECTOR
            : type.endsWith("Aggregate") ? Model.ANALYTICS : Model.REST;
  }

  private static void describe(Model model, JsonNode node, Part part) {
    String type = type(node);
    if (node.has("Access Method")) {
      part.tables.add(type.substring(type.indexOf(" on ") + 4));
      part.rows += node.path("Actual Rows").asLong();
    } else if (model == Model.GRAPH) {
      part.facts.add(
          "%s, %s vertices, %s edges, %s visited"
              .formatted(
                  node.path("Pattern").asText(),
                  node.path("Vertices").asText(),
                  node.path("Edges").asText(),
                  node.path("Visited").asText()));
    } else if (model == Model.VECTOR) {
      part.rows += node.path("Actual Rows").asLong();
      part.facts.add(node.path("Distance").asText() + ", " + node.path("Search").asText());
    }
  }

  /**
   * Lines of a table, one a model.
   *
   * @param job the same query as a Flink job
   */
  List<String> lines(ModelTimes job) {
    List<String> lines = new ArrayList<>();
    lines.add("   local ms |  job ms | model        | did");
    lines.add(" -----------+---------+--------------+-----");
    for (Model model : Model.values()) {
      Part part = parts.get(model);
      lines.add(
          String.format(
                  Locale.ROOT,
                  " %10.1f | %7.1f | %-12s | %s",
                  part.milliseconds,
                  job.milliseconds(model),
                  model.label,
                  did(model, part))
              .stripTrailing());
    }
    lines.add(
        String.format(
            Locale.ROOT,
            " %10.1f | %7.1f | from start to end, several workers at once",
            runMilliseconds,
            job.runMilliseconds));
    return lines;
  }

  private static String did(Model model, Part part) {
    String tables = part.rows + " rows of " + String.join(", ", part.tables);
    return switch (model) {
      case GRAPH -> part.facts.isEmpty() ? "" : "paths " + String.join("; ", part.facts);
      case ANALYTICS -> tables + ", aggregates";
      case TRANSACTIONS, MEMORY -> tables;
      case VECTOR ->
          part.facts.isEmpty()
              ? ""
              : part.rows + " nearest neighbours by " + String.join("; ", part.facts);
      case REST -> "joins, sorting, projections";
    };
  }
}
