package io.megadb.planner.physical;

import io.megadb.function.AggregateFunction;
import io.megadb.function.FunctionRegistry;
import io.megadb.plan.AggregateCall;
import io.megadb.plan.AggregateNode;
import io.megadb.plan.ApplyNode;
import io.megadb.plan.CostVector;
import io.megadb.plan.DescribedNode;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.ExchangeNode.Distribution;
import io.megadb.plan.ExpandNode;
import io.megadb.plan.FilterNode;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.JoinKind;
import io.megadb.plan.LimitNode;
import io.megadb.plan.NestedLoopJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.PlanProperties;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.RecursiveNode;
import io.megadb.plan.SetProjectionNode;
import io.megadb.plan.SharedNode;
import io.megadb.plan.SharedReadNode;
import io.megadb.plan.TableFunctionNode;
import io.megadb.plan.TableScan;
import io.megadb.plan.TopNNode;
import io.megadb.plan.UnionNode;
import io.megadb.plan.WindowNode;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a plan parallel: scans are read by several workers, and exchanges bring together the rows
 * that an operation needs in one place.
 *
 * <p>Every node's result is either whole (in one worker) or spread over all workers, each row once.
 * The plan's result is whole. Joins build the right side in every worker when it is small, and hash
 * both sides otherwise; workers of one process build one table for all where that is no bottleneck;
 * aggregates run in two phases where every call has a mergeable state.
 */
public final class ExchangePlacement {
  /** A build side up to this many estimated rows is sent to every worker. */
  private static final double BROADCAST_ROWS = 100_000;

  /** Beyond this every worker's table of them would outgrow its caches many times. */
  private static final double MAX_BROADCAST_ROWS = 2_000_000;

  /** Building a row into a table costs so many times what it costs to send one elsewhere. */
  private static final double BROADCAST_COST = 4;

  /** Keys to build one table of, which one worker does at a time while the others read. */
  private static final double MAX_SHARED_ROWS = 8_000_000;

  /** The same where keys must be hashed, which takes several times as long as numbering them. */
  private static final double MAX_SHARED_HASHED_ROWS = 1_000_000;

  /** A result and whether it is spread over the workers. */
  private record Placed(PlanNode node, boolean spread) {}

  private final int parallelism;
  private final boolean oneProcess;
  private final FunctionRegistry functions;

  /** Whether each shared plan placed so far is spread. */
  private final Map<Integer, Boolean> sharedSpread = new HashMap<>();

  private int nextId;

  private ExchangePlacement(
      int parallelism, boolean oneProcess, FunctionRegistry functions, int firstId) {
    this.oneProcess = oneProcess;
    this.parallelism = parallelism;
    this.functions = functions;
    this.nextId = firstId;
  }

  /**
   * The same plan for several workers.
   *
   * @param plan without exchanges
   * @param parallelism workers of each fragment, 1 or more
   * @param oneProcess the workers can look into one table
   */
  public static PlanNode distribute(
      PlanNode plan, int parallelism, boolean oneProcess, FunctionRegistry functions) {
    ExchangePlacement placement =
        new ExchangePlacement(parallelism, oneProcess, functions, largestId(plan) + 1);
    return placement.gather(placement.place(plan)).node();
  }

  private static int largestId(PlanNode node) {
    int largest = node.properties().id();
    for (PlanNode input : node.inputs()) {
      largest = Math.max(largest, largestId(input));
    }
    return largest;
  }

  private PlanProperties properties(double rows) {
    return new PlanProperties(nextId++, rows, CostVector.ZERO);
  }

  private Placed place(PlanNode node) {
    if (node instanceof TableScan scan) {
      return new Placed(scan, scan.key().isEmpty());
    }
    if (node instanceof FilterNode
        || node instanceof ProjectNode
        || node instanceof ExpandNode
        || node instanceof SetProjectionNode) {
      Placed input = place(node.inputs().get(0));
      return new Placed(node.withInputs(List.of(input.node())), input.spread());
    }
    if (node instanceof AggregateNode aggregate) {
      return aggregate(aggregate);
    }
    if (node instanceof HashJoinNode join) {
      return hashJoin(join);
    }
    if (node instanceof NestedLoopJoinNode join) {
      return nestedLoop(join);
    }
    if (node instanceof TopNNode top) {
      return topN(top);
    }
    if (node instanceof WindowNode window) {
      return window(window);
    }
    if (node instanceof LimitNode limit) {
      return limit(limit);
    }
    if (node instanceof UnionNode union) {
      return union(union);
    }
    if (node instanceof TableFunctionNode function && function.input() != null) {
      Placed input = place(function.input());
      return new Placed(function.withInputs(List.of(input.node())), input.spread());
    }
    if (node instanceof SharedNode shared) {
      return shared(shared);
    }
    if (node instanceof SharedReadNode read) {
      return new Placed(read, sharedSpread.get(read.id()));
    }
    if (node instanceof ApplyNode || node instanceof RecursiveNode) {
      // The second input runs many times in the worker that has the first one's rows.
      PlanNode first = gather(place(node.inputs().get(0))).node();
      return new Placed(node.withInputs(List.of(first, node.inputs().get(1))), false);
    }
    if (node instanceof DescribedNode described && described.isRowByRow()) {
      return rowByRow(described);
    }
    // Sort, set operations, scalar subqueries, VALUES and other operators of plugins work on whole
    // inputs.
    List<PlanNode> inputs = new ArrayList<>();
    for (PlanNode input : node.inputs()) {
      inputs.add(gather(place(input)).node());
    }
    return new Placed(inputs.isEmpty() ? node : node.withInputs(inputs), false);
  }

  private Placed gather(Placed placed) {
    return placed.spread()
        ? new Placed(exchange(placed.node(), Distribution.GATHER, List.of()), false)
        : placed;
  }

  private PlanNode exchange(PlanNode input, Distribution distribution, List<Integer> keys) {
    return new ExchangeNode(
        properties(input.properties().rows()), input, distribution, keys, parallelism);
  }

  /** Spreads a result over the workers by the hash of its keys. */
  private PlanNode hash(Placed placed, List<Integer> keys) {
    PlanNode node = placed.node();
    ExchangeNode exchange =
        new ExchangeNode(
            properties(node.properties().rows()),
            node,
            Distribution.HASH,
            keys,
            placed.spread() ? parallelism : 1);
    return exchange;
  }

  private PlanNode broadcast(Placed placed) {
    return toAll(placed, Distribution.BROADCAST);
  }

  private PlanNode share(Placed placed) {
    return toAll(placed, Distribution.SHARED);
  }

  private PlanNode toAll(Placed placed, Distribution distribution) {
    PlanNode node = placed.node();
    return new ExchangeNode(
        properties(node.properties().rows()),
        node,
        distribution,
        List.of(),
        placed.spread() ? parallelism : 1);
  }

  private Placed aggregate(AggregateNode aggregate) {
    Placed input = place(aggregate.input());
    if (!input.spread()) {
      return new Placed(aggregate.withInputs(List.of(input.node())), false);
    }
    if (aggregate.calls().stream().anyMatch(call -> call.distinct() || !call.order().isEmpty())) {
      return wholeGroups(aggregate, input);
    }
    PlanNode partial = partial(aggregate, input.node());
    List<Integer> keys = firstColumns(aggregate.keys().size());
    boolean spread = !keys.isEmpty();
    PlanNode exchanged =
        spread
            ? exchange(partial, Distribution.HASH, keys)
            : exchange(partial, Distribution.GATHER, List.of());
    AggregateNode last =
        new AggregateNode(
            aggregate.properties(),
            exchanged,
            keys,
            aggregate.calls(),
            AggregateNode.Phase.FINAL,
            aggregate.outputTypes());
    return new Placed(last, spread);
  }

  /** DISTINCT and ordered aggregates need all rows of a group in one place. */
  private Placed wholeGroups(AggregateNode aggregate, Placed input) {
    boolean spread = !aggregate.keys().isEmpty();
    PlanNode exchanged =
        spread ? exchange(input.node(), Distribution.HASH, aggregate.keys()) : gather(input).node();
    return new Placed(aggregate.withInputs(List.of(exchanged)), spread);
  }

  private AggregateNode partial(AggregateNode aggregate, PlanNode input) {
    List<PgType> types = new ArrayList<>();
    for (int key : aggregate.keys()) {
      types.add(input.types().get(key));
    }
    for (AggregateCall call : aggregate.calls()) {
      AggregateFunction function = functions.aggregate(call.function());
      types.addAll(function.bind(call.argumentTypes(), call.type()).stateTypes());
    }
    return new AggregateNode(
        properties(aggregate.properties().rows() * parallelism),
        input,
        aggregate.keys(),
        aggregate.calls(),
        AggregateNode.Phase.PARTIAL,
        types);
  }

  private static List<Integer> firstColumns(int count) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(i);
    }
    return columns;
  }

  private Placed hashJoin(HashJoinNode join) {
    Placed left = place(join.left());
    Placed right = place(join.right());
    if (!left.spread() && !right.spread()) {
      return new Placed(join.withInputs(List.of(left.node(), right.node())), false);
    }
    if (oneProcess && left.spread() && mayShareRight(join)) {
      return new Placed(join.withInputs(List.of(left.node(), share(right))), true);
    }
    if (mayBroadcastRight(join.kind())
        && left.spread()
        && (worthBroadcast(left.node().properties().rows(), right.node().properties().rows())
            || join.kind() == JoinKind.NULL_AWARE_ANTI)) {
      return new Placed(join.withInputs(List.of(left.node(), broadcast(right))), true);
    }
    if (join.kind() == JoinKind.NULL_AWARE_ANTI) {
      return new Placed(join.withInputs(List.of(gather(left).node(), gather(right).node())), false);
    }
    return new Placed(
        join.withInputs(List.of(hash(left, join.leftKeys()), hash(right, join.rightKeys()))), true);
  }

  /** Whether one table serves all workers, who only look into it. */
  private static boolean mayShareRight(HashJoinNode join) {
    if (join.kind().marksRight() || join.kind() == JoinKind.NULL_AWARE_ANTI) {
      return false;
    }
    boolean numbered =
        join.rightKeys().size() == 1
            && join.right().types().get(join.rightKeys().get(0)).kind() == VectorKind.LONG;
    double rows = join.right().properties().rows();
    return rows <= (numbered ? MAX_SHARED_ROWS : MAX_SHARED_HASHED_ROWS);
  }

  /** Whether giving all workers the right rows costs less than hashing the left ones, too. */
  private boolean worthBroadcast(double leftRows, double rightRows) {
    return rightRows <= BROADCAST_ROWS
        || rightRows <= MAX_BROADCAST_ROWS && rightRows * parallelism * BROADCAST_COST <= leftRows;
  }

  /** Kinds that give no row for unmatched right rows: every worker may hold all of the right. */
  private static boolean mayBroadcastRight(JoinKind kind) {
    return !kind.marksRight();
  }

  private Placed nestedLoop(NestedLoopJoinNode join) {
    Placed left = place(join.left());
    Placed right = place(join.right());
    if (left.spread() && mayBroadcastRight(join.kind())) {
      return new Placed(join.withInputs(List.of(left.node(), broadcast(right))), true);
    }
    return new Placed(join.withInputs(List.of(gather(left).node(), gather(right).node())), false);
  }

  /** Every worker has its part of the first input and all of the others. */
  private Placed rowByRow(DescribedNode node) {
    Placed first = place(node.inputs().get(0));
    List<PlanNode> inputs = new ArrayList<>(List.of(first.node()));
    for (PlanNode other : node.inputs().subList(1, node.inputs().size())) {
      Placed placed = place(other);
      inputs.add(first.spread() ? broadcast(placed) : gather(placed).node());
    }
    return new Placed(node.withInputs(inputs), first.spread());
  }

  private Placed topN(TopNNode top) {
    Placed input = place(top.input());
    if (!input.spread()) {
      return new Placed(top.withInputs(List.of(input.node())), false);
    }
    PlanNode each =
        new TopNNode(
            properties(top.properties().rows() * parallelism),
            input.node(),
            top.keys(),
            reach(top.limit(), top.offset()),
            null);
    return new Placed(
        top.withInputs(List.of(exchange(each, Distribution.GATHER, List.of()))), false);
  }

  /** Each partition in one place; without PARTITION BY all rows are one. */
  private Placed window(WindowNode window) {
    Placed input = place(window.input());
    boolean spread = input.spread() && !window.partitionBy().isEmpty();
    PlanNode exchanged =
        spread
            ? exchange(input.node(), Distribution.HASH, window.partitionBy())
            : gather(input).node();
    return new Placed(window.withInputs(List.of(exchanged)), spread);
  }

  private Placed limit(LimitNode limit) {
    Placed input = place(limit.input());
    if (!input.spread() || limit.limit() == null) {
      return new Placed(limit.withInputs(List.of(gather(input).node())), false);
    }
    PlanNode each =
        new LimitNode(
            properties(limit.properties().rows() * parallelism),
            input.node(),
            reach(limit.limit(), limit.offset()),
            null);
    return new Placed(
        limit.withInputs(List.of(exchange(each, Distribution.GATHER, List.of()))), false);
  }

  /** How many rows of each worker may take part: limit + offset. */
  private static Expression reach(Expression limit, Expression offset) {
    if (offset == null) {
      return limit;
    }
    return new FunctionCall(
        io.megadb.function.FunctionId.of("int8pl", List.of(PgTypes.INT8, PgTypes.INT8)),
        List.of(limit, offset),
        PgType.of(PgTypes.INT8));
  }

  /**
   * Readers have the rows in the workers that computed them; plans that run many times need all.
   */
  private Placed shared(SharedNode node) {
    Placed placed = place(node.shared());
    if (isReadInSubplan(node.body(), node.id(), false)) {
      placed = gather(placed);
    }
    sharedSpread.put(node.id(), placed.spread());
    Placed body = place(node.body());
    return new Placed(
        new SharedNode(
            node.properties(),
            node.id(),
            node.name(),
            node.written(),
            placed.spread() ? parallelism : 1,
            placed.node(),
            body.node()),
        body.spread());
  }

  private static boolean isReadInSubplan(PlanNode node, int id, boolean inSubplan) {
    if (node instanceof SharedReadNode read) {
      return inSubplan && read.id() == id;
    }
    boolean repeats = node instanceof ApplyNode || node instanceof RecursiveNode;
    for (int i = 0; i < node.inputs().size(); i++) {
      if (isReadInSubplan(node.inputs().get(i), id, inSubplan || repeats && i == 1)) {
        return true;
      }
    }
    return false;
  }

  private Placed union(UnionNode union) {
    List<Placed> inputs = union.inputs().stream().map(this::place).toList();
    boolean allSpread = inputs.stream().allMatch(Placed::spread);
    List<PlanNode> nodes = new ArrayList<>();
    for (Placed input : inputs) {
      nodes.add(allSpread ? input.node() : gather(input).node());
    }
    return new Placed(union.withInputs(nodes), allSpread);
  }
}
