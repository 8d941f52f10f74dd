package io.megadb.operator.subplan;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.FragmentInputs;
import io.megadb.operator.Operator;
import io.megadb.operator.OperatorTree;
import io.megadb.operator.join.KeptBuild;
import io.megadb.operator.scan.SplitQueue;
import io.megadb.operator.scan.SplitSource;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SharedNode;
import io.megadb.plan.SharedReadNode;
import io.megadb.plan.TableScan;
import io.megadb.spi.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plan without exchanges that can be run any number of times. Its scans' splits are taken once
 * and kept, since every run reads all of them; so are build sides of joins with rows from outside,
 * which are the same in every run. Confined to one thread.
 */
final class SubPlan implements FragmentInputs, AutoCloseable {
  private final PlanNode plan;
  private final FragmentInputs around;
  private final Map<Integer, SplitSource> sources = new HashMap<>();
  private final Map<Integer, List<Split>> splits = new HashMap<>();

  /** Plans that each run computes once for itself. */
  private final Set<Integer> ownShared = new HashSet<>();

  private final Map<Integer, KeptBuild> builds = new HashMap<>();

  /**
   * @param around of the operator that runs the plan
   */
  SubPlan(PlanNode plan, FragmentInputs around) {
    this.plan = plan;
    this.around = around;
    addSources(plan);
  }

  private void addSources(PlanNode node) {
    if (node instanceof TableScan scan) {
      sources.put(scan.properties().id(), around.splits(scan));
      splits.put(scan.properties().id(), new ArrayList<>());
    }
    if (node instanceof SharedNode shared) {
      ownShared.add(shared.id());
    }
    node.inputs().forEach(this::addSources);
  }

  /** Whether all splits have come; if not, the operator must wait. */
  boolean ready() {
    boolean ready = true;
    for (Map.Entry<Integer, SplitSource> source : sources.entrySet()) {
      Split split = source.getValue().poll();
      while (split != null) {
        splits.get(source.getKey()).add(split);
        split = source.getValue().poll();
      }
      ready &= source.getValue().finished();
    }
    return ready;
  }

  /** Starts a run; the caller closes it. */
  Operator start(ExecutionContext context) {
    return new OperatorTree(this, context).create(plan);
  }

  @Override
  public Operator exchange(ExchangeNode node) {
    throw new IllegalStateException("an exchange inside a plan that runs many times");
  }

  @Override
  public SplitSource splits(TableScan scan) {
    return new SplitQueue(splits.get(scan.properties().id()), 1);
  }

  @Override
  public int instance() {
    return 0;
  }

  @Override
  public Operator workingTable(int id) {
    return around.workingTable(id);
  }

  @Override
  public KeptBuild keptBuild(PlanNode join) {
    return join.inputs().get(1) instanceof SharedReadNode read && !ownShared.contains(read.id())
        ? builds.computeIfAbsent(join.properties().id(), id -> new KeptBuild())
        : null;
  }

  @Override
  public void close() {
    builds.values().forEach(KeptBuild::close);
  }

  @Override
  public Operator sharedRows(int id) {
    return around.sharedRows(id);
  }
}
