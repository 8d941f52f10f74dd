package io.megadb.planner.relation;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;

/** The rows of a recursion's last round. */
public final class WorkingTableRel extends AbstractRelNode {
  private static final double ROWS = 100;

  private final int id;

  private WorkingTableRel(
      RelOptCluster cluster, RelTraitSet traits, RelDataType rowType, int id) {
    super(cluster, traits);
    this.rowType = rowType;
    this.id = id;
  }

  public static WorkingTableRel create(RelOptCluster cluster, RelDataType rowType, int id) {
    return new WorkingTableRel(cluster, cluster.traitSetOf(Convention.NONE), rowType, id);
  }

  /** {@link RecursiveRel#workingTable}. */
  public int id() {
    return id;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new WorkingTableRel(getCluster(), traits, rowType, id);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return ROWS;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("type", rowType).item("id", id);
  }
}
