package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.hint.HintPredicates;
import org.apache.calcite.rel.hint.HintStrategyTable;
import org.apache.calcite.rel.metadata.JaninoRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQueryBase;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/**
 * What Calcite needs while one statement is planned: types, expressions, cluster. Confined to one
 * thread and one statement; making one costs microseconds.
 */
public final class PlannerSession {
  /** Limits from here on stand for expressions; a written one this large is deferred as well. */
  public static final int DEFERRED_BASE = 2_000_000_000;

  /** Parameters from here on are values of the row around a plan; a client has 65,535 at most. */
  public static final int OUTER_PARAMETERS = 65_536;

  private static final HintStrategyTable HINTS =
      HintStrategyTable.builder()
          .hintStrategy(Applies.NULL_WITHOUT_ROWS.hintName, HintPredicates.AGGREGATE)
          .build();

  private final PgTypeFactory types = new PgTypeFactory();
  private final PgRexBuilder rex = new PgRexBuilder(types);
  private final RelOptCluster cluster;
  private final List<RexNode> deferred = new ArrayList<>();
  private int outerParameters = OUTER_PARAMETERS;
  private int workingTables;
  private int sharedPlans;
  private int commonPlans;

  public PlannerSession() {
    HepPlanner planner = new HepPlanner(HepProgram.builder().build());
    planner.setExecutor((builder, constants, reduced) -> reduced.addAll(constants));
    cluster = RelOptCluster.create(planner, rex);
    cluster.setHintStrategies(HINTS);
    cluster.setMetadataProvider(SharedMetadata.PROVIDER);
    RelMetadataQueryBase.THREAD_PROVIDERS.set(
        JaninoRelMetadataProvider.of(cluster.getMetadataProvider()));
  }

  public PgTypeFactory types() {
    return types;
  }

  public PgRexBuilder rex() {
    return rex;
  }

  public RelOptCluster cluster() {
    return cluster;
  }

  /**
   * Hides an expression of LIMIT or OFFSET behind a large number: Calcite's rules read limits as
   * integers.
   */
  public RexNode defer(RexNode expression) {
    deferred.add(expression);
    return rex.bigint(DEFERRED_BASE + deferred.size() - 1L);
  }

  /**
   * A WITH item that several places may read.
   *
   * @param columns their names
   */
  public SharedPlan withItem(
      String name, SharedPlan.Sharing sharing, RelNode rel, List<String> columns) {
    return new SharedPlan(sharedPlans++, name, true, sharing, rel, columns);
  }

  /** A part of the statement that is to be computed once. */
  public SharedPlan commonPlan(RelNode rel) {
    return new SharedPlan(
        sharedPlans++,
        Integer.toString(++commonPlans),
        false,
        SharedPlan.Sharing.ONCE,
        rel,
        rel.getRowType().getFieldNames());
  }

  /** The first of so many parameters that stand for an outer row's values. */
  int outerParameters(int count) {
    outerParameters += count;
    return outerParameters - count;
  }

  /** A number for the working table of a recursion. */
  public int nextWorkingTable() {
    return workingTables++;
  }

  /** The expression behind {@link #defer}, or the node itself. */
  public RexNode deferred(RexNode node) {
    int value = RexLiteral.intValue(node);
    return value >= DEFERRED_BASE ? deferred.get(value - DEFERRED_BASE) : node;
  }
}
