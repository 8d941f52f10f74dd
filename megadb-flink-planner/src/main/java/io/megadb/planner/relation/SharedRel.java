package io.megadb.planner.relation;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/** Gives its right side's rows, which reads its left side, a plan that is computed once a run. */
public final class SharedRel extends BiRel implements OwnRel {
  private final SharedPlan plan;

  private SharedRel(
      RelOptCluster cluster, RelTraitSet traits, SharedPlan plan, RelNode shared, RelNode body) {
    super(cluster, traits, shared, body);
    this.plan = plan;
    this.rowType = body.getRowType();
  }

  public static SharedRel create(SharedPlan plan, RelNode body) {
    RelOptCluster cluster = body.getCluster();
    return new SharedRel(cluster, cluster.traitSetOf(Convention.NONE), plan, plan.rel(), body);
  }

  public SharedPlan plan() {
    return plan;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new SharedRel(getCluster(), traits, plan, inputs.get(0), inputs.get(1));
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return metadata.getRowCount(right);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("plan", plan.id());
  }
}
