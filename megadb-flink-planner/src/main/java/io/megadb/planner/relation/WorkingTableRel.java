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

  private final int table;

  private WorkingTableRel(
      RelOptCluster cluster, RelTraitSet traits, RelDataType rowType, int table) {
    super(cluster, traits);
    this.rowType = rowType;
    this.table = table;
  }

  public static WorkingTableRel create(RelOptCluster cluster, RelDataType rowType, int table) {
    return new WorkingTableRel(cluster, cluster.traitSetOf(Convention.NONE), rowType, table);
  }

  /** {@link RecursiveRel#workingTable}. */
  public int table() {
    return table;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new WorkingTableRel(getCluster(), traits, rowType, table);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return ROWS;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("type", rowType).item("table", table);
  }
}
