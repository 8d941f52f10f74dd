package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
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

  private final PgTypeFactory types = new PgTypeFactory();
  private final PgRexBuilder rex = new PgRexBuilder(types);
  private final RelOptCluster cluster;
  private final List<RexNode> deferred = new ArrayList<>();

  public PlannerSession() {
    HepPlanner planner = new HepPlanner(HepProgram.builder().build());
    planner.setExecutor((builder, constants, reduced) -> reduced.addAll(constants));
    cluster = RelOptCluster.create(planner, rex);
    cluster.setMetadataProvider(PgMetadata.PROVIDER);
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

  /** The expression behind {@link #defer}, or the node itself. */
  public RexNode deferred(RexNode node) {
    int value = RexLiteral.intValue(node);
    return value >= DEFERRED_BASE ? deferred.get(value - DEFERRED_BASE) : node;
  }
}
