package io.megadb.planner.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.megadb.execution.NodeMetrics;
import io.megadb.function.FunctionRegistry;
import io.megadb.plan.CostVector;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SharedNode;
import io.megadb.planner.physical.RunChoice;
import io.megadb.planner.statement.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints a plan as EXPLAIN does, in PostgreSQL's layout.
 *
 * @see <a href="https://www.postgresql.org/docs/15/using-explain.html">Using EXPLAIN</a>
 */
public final class PlanPrinter {
  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * What to print.
   *
   * @param costs estimates of each node
   * @param verbose the six components of each node's cost
   * @param metrics true figures, or null if the plan was not run
   * @param planningNanos time of planning; -1 if unknown
   * @param executionNanos time of the run; -1 if it was not run
   * @param notes further lines, from plugins
   */
  public record Contents(
      boolean costs,
      boolean verbose,
      NodeMetrics metrics,
      long planningNanos,
      long executionNanos,
      List<String> notes) {
    public Contents {
      notes = List.copyOf(notes);
    }
  }

  private final NodeDescriber describer;
  private final Contents contents;

  public PlanPrinter(FunctionRegistry functions, Contents contents) {
    this.describer = new NodeDescriber(functions);
    this.contents = contents;
  }

  /** The plan as lines of text. */
  public List<String> text(PlanNode plan, Workload workload, RunChoice run) {
    List<String> lines = new ArrayList<>();
    node(plan, -1, lines);
    lines.add("Workload: " + workload);
    lines.add(
        "Run: "
            + (run.flink() ? "flink job" : "local")
            + ", "
            + run.parallelism()
            + (run.parallelism() == 1 ? " worker" : " workers")
            + " ("
            + run.reason()
            + ")");
    lines.addAll(contents.notes());
    if (contents.planningNanos() >= 0) {
      lines.add("Planning Time: " + millis(contents.planningNanos()) + " ms");
    }
    if (contents.executionNanos() >= 0) {
      lines.add("Execution Time: " + millis(contents.executionNanos()) + " ms");
    }
    return lines;
  }

  /**
   * @param arrow column of the arrow before the node; -1 for the topmost one, which has none
   */
  private void node(PlanNode top, int arrow, List<String> lines) {
    List<SharedNode> shared = new ArrayList<>();
    PlanNode node = withoutShared(top, shared);
    NodeDescription description = describer.describe(node);
    String indent = arrow < 0 ? "" : " ".repeat(arrow) + "->  ";
    int next = arrow < 0 ? 2 : arrow + 6;
    String below = " ".repeat(next);
    lines.add(indent + description.title() + figures(node, totalCost(top)));
    description.details().forEach((key, value) -> lines.add(below + key + ": " + value));
    if (contents.verbose()) {
      lines.add(below + "Cost: " + components(node.properties().cost()));
    }
    if (contents.metrics() != null) {
      spill(node, below, lines);
      counters(node).forEach((name, value) -> lines.add(below + capital(name) + ": " + value));
    }
    for (SharedNode plan : shared) {
      lines.add(below + NodeDescriber.heading(plan));
      spill(plan, below + "  ", lines);
      node(plan.shared(), next + 2, lines);
    }
    for (PlanNode input : node.inputs()) {
      node(input, next, lines);
    }
  }

  /** The node below those that only compute plans for it, which are added in their order. */
  private static PlanNode withoutShared(PlanNode top, List<SharedNode> shared) {
    PlanNode node = top;
    while (node instanceof SharedNode plan) {
      shared.add(plan);
      node = plan.body();
    }
    return node;
  }

  private void spill(PlanNode node, String indent, List<String> lines) {
    SpillFigures spill =
        contents.metrics() == null ? null : SpillFigures.of(node, contents.metrics());
    if (spill != null) {
      lines.add(indent + spill.text());
    }
  }

  private String figures(PlanNode node, double totalCost) {
    StringBuilder figures = new StringBuilder();
    if (contents.costs()) {
      figures.append(
          String.format(
              Locale.ROOT,
              "  (cost=0.00..%.2f rows=%d width=%d)",
              totalCost,
              Math.round(node.properties().rows()),
              width(node)));
    }
    if (contents.metrics() != null) {
      NodeMetrics metrics = contents.metrics();
      int id = node.properties().id();
      figures.append(
          String.format(
              Locale.ROOT,
              " (actual time=%s rows=%d loops=1)",
              millis(metrics.get(id, NodeMetrics.NANOS)),
              metrics.get(id, NodeMetrics.ROWS)));
    }
    return figures.toString();
  }

  private static int width(PlanNode node) {
    return node.types().stream()
        .mapToInt(type -> type.base().length() > 0 ? type.base().length() : 32)
        .sum();
  }

  private static double totalCost(PlanNode node) {
    double cost = node.properties().cost().total();
    for (PlanNode input : node.inputs()) {
      cost += totalCost(input);
    }
    return cost;
  }

  /** Counters that are not already in the node's first line. */
  private Map<String, Long> counters(PlanNode node) {
    Map<String, Long> counters = new LinkedHashMap<>(contents.metrics().of(node.properties().id()));
    counters.remove(NodeMetrics.ROWS);
    counters.remove(NodeMetrics.NANOS);
    counters.remove(NodeMetrics.BATCHES);
    counters.remove(NodeMetrics.SPILLED_BYTES);
    counters.remove(NodeMetrics.SPILL_BATCHES);
    return counters;
  }

  private static String components(CostVector cost) {
    return String.format(
        Locale.ROOT,
        "sequential I/O %.2f, random I/O %.2f, CPU %.2f, network %.2f, accelerator %.2f,"
            + " memory %.2f",
        cost.sequentialIo(),
        cost.randomIo(),
        cost.cpu(),
        cost.network(),
        cost.accelerator(),
        cost.memory());
  }

  private static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_MILLI);
  }

  /** The plan as PostgreSQL's JSON: an array of one object. */
  public String json(PlanNode plan, Workload workload, RunChoice run) {
    Map<String, Object> top = new LinkedHashMap<>();
    top.put("Plan", jsonNode(plan, null));
    top.put("Workload", workload.name());
    top.put("Run", run.flink() ? "flink" : "local");
    top.put("Workers", run.parallelism());
    top.put("Run Reason", run.reason());
    if (!contents.notes().isEmpty()) {
      top.put("Notes", contents.notes());
    }
    if (contents.planningNanos() >= 0) {
      top.put("Planning Time", contents.planningNanos() / NANOS_PER_MILLI);
    }
    if (contents.executionNanos() >= 0) {
      top.put("Execution Time", contents.executionNanos() / NANOS_PER_MILLI);
    }
    try {
      return new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(List.of(top));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan could not be written as JSON", e);
    }
  }

  /**
   * @param of the node that computes this plan for others, or null
   */
  private Map<String, Object> jsonNode(PlanNode top, SharedNode of) {
    List<SharedNode> shared = new ArrayList<>();
    PlanNode node = withoutShared(top, shared);
    NodeDescription description = describer.describe(node);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Node Type", description.title());
    if (of != null) {
      json.put("Parent Relationship", "InitPlan");
      json.put("Subplan Name", NodeDescriber.heading(of));
    }
    json.putAll(description.details());
    if (contents.costs()) {
      json.put("Startup Cost", 0.0);
      json.put("Total Cost", totalCost(top));
      json.put("Plan Rows", Math.round(node.properties().rows()));
      json.put("Plan Width", width(node));
    }
    if (contents.verbose()) {
      json.put("Cost", components(node.properties().cost()));
    }
    if (contents.metrics() != null) {
      int id = node.properties().id();
      json.put(
          "Actual Total Time", contents.metrics().get(id, NodeMetrics.NANOS) / NANOS_PER_MILLI);
      json.put("Actual Rows", contents.metrics().get(id, NodeMetrics.ROWS));
      json.put("Actual Loops", 1);
      SpillFigures spill = SpillFigures.of(node, contents.metrics());
      if (spill != null) {
        json.putAll(spill.json());
      }
      counters(node).forEach((name, value) -> json.put(capital(name), value));
    }
    List<Map<String, Object>> plans = new ArrayList<>();
    shared.forEach(plan -> plans.add(jsonNode(plan.shared(), plan)));
    node.inputs().forEach(input -> plans.add(jsonNode(input, null)));
    if (!plans.isEmpty()) {
      json.put("Plans", plans);
    }
    return json;
  }
}
