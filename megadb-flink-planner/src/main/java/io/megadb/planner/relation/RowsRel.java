package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/** Rows written in the statement: expressions without input, unlike Calcite's Values. */
public final class RowsRel extends AbstractRelNode {
  private final List<List<RexNode>> rows;

  private RowsRel(
      RelOptCluster cluster, RelTraitSet traits, RelDataType rowType, List<List<RexNode>> rows) {
    super(cluster, traits);
    this.rowType = rowType;
    this.rows = rows;
  }

  public static RowsRel create(
      RelOptCluster cluster, RelDataType rowType, List<List<RexNode>> rows) {
    return new RowsRel(cluster, cluster.traitSetOf(Convention.NONE), rowType, rows);
  }

  public List<List<RexNode>> rows() {
    return rows;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new RowsRel(getCluster(), traits, rowType, rows);
  }

  @Override
  public RelNode accept(RexShuttle shuttle) {
    List<List<RexNode>> changed = new ArrayList<>();
    boolean any = false;
    for (List<RexNode> row : rows) {
      List<RexNode> values = shuttle.apply(row);
      any |= values != row;
      changed.add(values);
    }
    return any ? new RowsRel(getCluster(), getTraitSet(), rowType, changed) : this;
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return rows.size();
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("type", rowType).item("rows", rows);
  }
}
