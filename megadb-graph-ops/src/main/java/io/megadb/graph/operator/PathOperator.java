package io.megadb.graph.operator;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.graph.kernel.Adjacency;
import io.megadb.graph.kernel.CheapestSearch;
import io.megadb.graph.kernel.EveryPath;
import io.megadb.graph.kernel.Frontiers;
import io.megadb.graph.kernel.ManySourceSearch;
import io.megadb.graph.kernel.PathMode;
import io.megadb.graph.kernel.PathRules;
import io.megadb.graph.kernel.PathSearch;
import io.megadb.graph.kernel.RankedSearch;
import io.megadb.graph.kernel.ShortestSearch;
import io.megadb.graph.plan.PathNode;
import io.megadb.graph.plan.PathSpec;
import io.megadb.operator.Operator;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.vector.Batch;
import io.megadb.vector.DoubleVector;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Reads vertices, edges and the sets that conditions allow, one input after the other, then gives
 * paths as they are found.
 */
final class PathOperator implements Operator {
  /** Beyond, starts are searched from one after the other, which takes a sixth of the memory. */
  private static final long MANY_SOURCES_BYTES = 256L << 20;

  private final PathNode node;
  private final PathSpec spec;
  private final List<Operator> inputs;
  private final ExecutionContext context;
  private final MemoryAccount account;
  private final GraphInput<GraphRows> input;

  /** What each set's input marked: vertices, or keys of edges. */
  private final Map<Integer, BitSet> sets = new HashMap<>();

  /** Costs of edges by key, by the pass that they are of. */
  private final Map<PathSpec.Pass, double[]> costs = new HashMap<>();

  private int reading = 2;
  private GraphRows rows;
  private Adjacency graph;
  private PathSearch search;
  private boolean ended;

  /** Paths found, and of the last its rows and how many of them are told. */
  private long matches;

  private int items;
  private int item;

  PathOperator(PathNode node, List<Operator> inputs, GraphCache cache, ExecutionContext context) {
    this.node = node;
    this.spec = node.spec();
    this.inputs = List.copyOf(inputs);
    this.context = context;
    this.account = new MemoryAccount(context.memory());
    this.input =
        new GraphInput<>(node, this.inputs, cache, context, GraphRows.class, () -> empty(node));
  }

  private GraphRows empty(PathNode node) {
    return new GraphRows(
        spec.vertexWidth(),
        spec.edgeWidth(),
        node.inputs().get(0).types(),
        node.inputs().get(1).types(),
        account,
        context.cancellation());
  }

  @Override
  public Batch next() throws Exception {
    if (ended) {
      return END;
    }
    if (rows == null) {
      if (!input.read()) {
        return WAIT;
      }
      rows = input.graph();
      graph = rows.adjacency();
    }
    while (reading < inputs.size()) {
      Batch batch = inputs.get(reading).next();
      if (batch == WAIT) {
        return WAIT;
      }
      if (batch == END) {
        inputs.get(reading++).close();
      } else {
        read(batch);
      }
    }
    if (search == null) {
      search = search();
    }
    return paths();
  }

  private void read(Batch batch) {
    BitSet set = sets.computeIfAbsent(reading, number -> new BitSet());
    for (PathSpec.Pass pass : passes()) {
      if (pass.reads(reading)) {
        int[] keys = rows.markEdgeKeys(batch, set, account);
        if (pass.cost()) {
          readCosts(pass, batch, keys);
        }
        return;
      }
    }
    rows.markVertices(batch, set);
  }

  private List<PathSpec.Pass> passes() {
    return spec.steps().stream().flatMap(step -> step.passes().stream()).toList();
  }

  private void readCosts(PathSpec.Pass pass, Batch batch, int[] keys) {
    double[] given = ((DoubleVector) batch.column(spec.edgeWidth()).flat()).values();
    double[] known = costs.getOrDefault(pass, new double[0]);
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] < 0) {
        continue;
      }
      if (!(given[i] >= 0)) {
        throw new MegaDbException(
            SqlState.INVALID_PARAMETER_VALUE, "cost " + given[i] + " of an edge is not 0 or more");
      }
      if (keys[i] >= known.length) {
        int grown = Math.max(keys[i] + 1, 2 * known.length);
        account.add(8L * (grown - known.length));
        known = Arrays.copyOf(known, grown);
      }
      known[keys[i]] = given[i];
    }
    costs.put(pass, known);
  }

  private PathSearch search() {
    BitSet[] vertices = new BitSet[spec.vertices().size()];
    for (int i = 0; i < vertices.length; i++) {
      PathSpec.Test test = spec.vertices().get(i);
      vertices[i] =
          test.set() < 0
              ? rows.verticesOf(test.tags())
              : sets.getOrDefault(test.set(), new BitSet());
    }
    PathRules.Step[] steps = new PathRules.Step[spec.steps().size()];
    for (int i = 0; i < steps.length; i++) {
      PathSpec.Step step = spec.steps().get(i);
      steps[i] =
          new PathRules.Step(
              step.least(), step.most(), step.passes().stream().map(this::pass).toList());
    }
    PathMode mode = PathMode.valueOf(spec.mode().name());
    LongConsumer charge = account::add;
    Runnable check = context.cancellation()::check;
    PathRules counted = new PathRules(graph, steps, vertices, false);
    boolean one = spec.count() == 1 && spec.selector() != PathSpec.Selector.SHORTEST_GROUPS;
    if (spec.selector() == PathSpec.Selector.ANY_CHEAPEST) {
      return new CheapestSearch(counted, passCosts(), charge, check);
    }
    if (spec.selector() == PathSpec.Selector.ALL) {
      return new EveryPath(counted, mode, check);
    }
    PathRules first = new PathRules(graph, steps, vertices, true);
    if (mode == PathMode.WALK && one) {
      boolean all = spec.selector() == PathSpec.Selector.ALL_SHORTEST;
      if (!all
          && vertices[0].cardinality() > 1
          && onlyEnds()
          && ManySourceSearch.bytes(first) <= MANY_SOURCES_BYTES) {
        return new ManySourceSearch(first, charge, check);
      }
      return new ShortestSearch(first, all, charge, check);
    }
    boolean lengths =
        spec.selector() == PathSpec.Selector.ALL_SHORTEST
            || spec.selector() == PathSpec.Selector.SHORTEST_GROUPS;
    return new RankedSearch(
        counted,
        first,
        mode,
        lengths ? RankedSearch.Rank.LENGTHS : RankedSearch.Rank.PATHS,
        spec.count(),
        charge,
        check);
  }

  private PathRules.Pass pass(PathSpec.Pass pass) {
    boolean along = pass.direction() != PathSpec.Direction.LEFT;
    boolean against = pass.direction() != PathSpec.Direction.RIGHT;
    BitSet first = along ? edges(pass.along()) : null;
    BitSet second =
        along && pass.along().equals(pass.against())
            ? first
            : against ? edges(pass.against()) : null;
    return new PathRules.Pass(along, against, first, second);
  }

  /** Edges that satisfy a test; null for all. */
  private BitSet edges(PathSpec.Test test) {
    BitSet edges =
        test.set() < 0
            ? rows.edgesOf(test.tags())
            : rows.edgesOf(sets.getOrDefault(test.set(), new BitSet()));
    return edges.cardinality() == graph.edges() ? null : edges;
  }

  private double[][] passCosts() {
    List<PathSpec.Pass> passes = passes();
    double[][] byPass = new double[passes.size()][];
    for (int i = 0; i < byPass.length; i++) {
      account.add(8L * graph.edges());
      byPass[i] = rows.byEdge(costs.getOrDefault(passes.get(i), new double[0]));
    }
    return byPass;
  }

  /** Rows that the path found last is told in. */
  private int rowsOfPath() {
    int length = search.path().length();
    return switch (spec.rows()) {
      case MATCH -> 1;
      case VERTEX -> length + 1;
      case STEP -> Math.max(1, length);
    };
  }

  /** Nobody asks which way a path goes between its ends. */
  private boolean onlyEnds() {
    int last = spec.vertices().size() - 1;
    return spec.exports().stream()
        .allMatch(
            export ->
                export.kind() == PathSpec.Export.Kind.LENGTH
                    || export.kind() == PathSpec.Export.Kind.VERTEX
                        && (export.index() == 0 || export.index() == last));
  }

  private Batch paths() {
    PathColumns columns = new PathColumns(spec, rows, context.batchRows());
    while (columns.size() < context.batchRows()) {
      if (item == items) {
        if (!search.next()) {
          ended = true;
          report();
          break;
        }
        matches++;
        item = 0;
        items = rowsOfPath();
      }
      columns.add(search.path(), search.cost(), item++, matches);
    }
    return columns.size() == 0 ? END : columns.build();
  }

  private void report() {
    int id = node.properties().id();
    input.report();
    context.metrics().add(id, "visited", search.passed());
    Frontiers frontiers = search.frontiers();
    for (int i = 0; frontiers != null && i < frontiers.lengths(); i++) {
      if (frontiers.size(i) > 0) {
        context.metrics().add(id, "frontier " + i, frontiers.size(i));
      }
    }
  }

  @Override
  public void close() {
    ended = true;
    inputs.forEach(Operator::close);
    account.close();
  }
}
