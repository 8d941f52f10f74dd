package io.megadb.operator.runtimefilter;

import io.megadb.execution.MemoryBudget;
import io.megadb.operator.Operator;
import io.megadb.operator.join.KeyCollector;
import io.megadb.operator.scan.RuntimeFilter;
import io.megadb.operator.scan.ScanFilter;
import io.megadb.plan.AggregateNode;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.FilterNode;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.JoinKind;
import io.megadb.plan.PlanNode;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.SharedNode;
import io.megadb.plan.TableScan;
import io.megadb.plan.expression.InputReference;
import io.megadb.type.VectorKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The runtime filters of one run: for each hash join that drops unmatched left rows, and each of
 * its keys that a scan on the left gives unchanged, one from the join's build side to that scan,
 * also across exchanges. A scan waits for its filters; that cannot be in vain, because a join reads
 * all of its right side before it asks for the left one. Made before the run starts; its filters
 * are thread-safe.
 */
public final class RuntimeFilters {
  /** A build side of this share of the scan's rows is expected to spare nothing. */
  private static final double WORTH = 0.5;

  /** Scans of fewer rows are over before a filter pays. */
  private static final double MIN_ROWS = 10_000;

  private final MemoryBudget memory;
  private final Map<Integer, List<KeyCollector.Key>> byJoin = new HashMap<>();
  private final Map<Integer, List<Target>> byScan = new HashMap<>();

  /** A filter at a scan's column. */
  private record Target(RuntimeFilter filter, int column) {}

  /**
   * @param plan with its exchanges
   */
  public RuntimeFilters(PlanNode plan, MemoryBudget memory) {
    this.memory = memory;
    visit(plan, 1);
  }

  private void visit(PlanNode node, int parallelism) {
    if (node instanceof HashJoinNode join) {
      addFilters(join, parallelism);
    }
    if (node instanceof SharedNode shared && shared.isCut()) {
      visit(shared.shared(), shared.parallelism());
      visit(shared.body(), parallelism);
      return;
    }
    int below = node instanceof ExchangeNode exchange ? exchange.parallelism() : parallelism;
    node.inputs().forEach(input -> visit(input, below));
  }

  private void addFilters(HashJoinNode join, int parallelism) {
    boolean drops =
        switch (join.kind()) {
          case INNER, SEMI, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> true;
          case LEFT, FULL, ANTI, NULL_AWARE_ANTI -> false;
        };
    if (!drops) {
      return;
    }
    // How many groups a condition on sums leaves is a guess; trying costs little.
    double rows = hasFilter(join.right()) ? 0 : join.right().properties().rows();
    for (int i = 0; i < join.leftKeys().size(); i++) {
      int rightColumn = join.rightKeys().get(i);
      if (join.nullSafe().contains(i)
          || join.right().types().get(rightColumn).kind() != VectorKind.LONG) {
        continue;
      }
      Origin origin = origin(join.left(), join.leftKeys().get(i));
      if (origin == null
          || origin.scan.properties().rows() < MIN_ROWS
          || origin.scan.properties().rows() * WORTH < rows) {
        continue;
      }
      boolean alike =
          join.right() instanceof ExchangeNode exchange
              && (exchange.distribution() == ExchangeNode.Distribution.BROADCAST
                  || exchange.distribution() == ExchangeNode.Distribution.SHARED);
      RuntimeFilter filter = new RuntimeFilter(alike ? 1 : parallelism, memory);
      byJoin
          .computeIfAbsent(join.properties().id(), id -> new ArrayList<>())
          .add(new KeyCollector.Key(filter, rightColumn));
      byScan
          .computeIfAbsent(origin.scan.properties().id(), id -> new ArrayList<>())
          .add(new Target(filter, origin.column));
    }
  }

  private static boolean hasFilter(PlanNode node) {
    PlanNode below = node;
    while (below instanceof ExchangeNode || below instanceof ProjectNode) {
      below = below.inputs().get(0);
    }
    return below instanceof FilterNode;
  }

  /** The scan that a column comes from unchanged. */
  private record Origin(TableScan scan, int column) {}

  private static Origin origin(PlanNode node, int column) {
    if (node instanceof TableScan scan) {
      // A limit counts rows that a filter would take away.
      return scan.limit() < 0 && column < scan.columns().size() ? new Origin(scan, column) : null;
    }
    if (node instanceof FilterNode || node instanceof ExchangeNode) {
      return origin(node.inputs().get(0), column);
    }
    if (node instanceof ProjectNode project) {
      return project.expressions().get(column) instanceof InputReference reference
          ? origin(project.input(), reference.index())
          : null;
    }
    if (node instanceof AggregateNode aggregate && column < aggregate.keys().size()) {
      return origin(aggregate.input(), aggregate.keys().get(column));
    }
    if (node instanceof HashJoinNode join) {
      int width = join.kind().givesRightOnly() ? 0 : join.left().types().size();
      boolean left = column < width;
      boolean passes =
          left
              ? join.kind() != JoinKind.FULL && join.kind() != JoinKind.RIGHT
              : join.kind() == JoinKind.INNER || join.kind().givesRightOnly();
      return passes
          ? origin(left ? join.left() : join.right(), left ? column : column - width)
          : null;
    }
    return null;
  }

  /** The right input of a join, told about. */
  public Operator collecting(HashJoinNode join, Operator right) {
    List<KeyCollector.Key> keys = keys(join);
    return keys.isEmpty() ? right : new KeyCollector(right, keys);
  }

  /** What is to be told of a join's right keys. */
  public List<KeyCollector.Key> keys(HashJoinNode join) {
    return byJoin.getOrDefault(join.properties().id(), List.of());
  }

  /**
   * The filters of a scan.
   *
   * @param wake goes on with its task
   */
  public List<ScanFilter> filters(TableScan scan, Runnable wake) {
    List<ScanFilter> filters = new ArrayList<>();
    for (Target target : byScan.getOrDefault(scan.properties().id(), List.of())) {
      filters.add(new ScanFilter(target.filter, target.column, wake));
    }
    return filters;
  }

  /** Gives all memory back. */
  public void close() {
    byScan.values().forEach(targets -> targets.forEach(target -> target.filter.close()));
  }
}
