package io.megadb.planner.relation;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;

/** Runs its right side for each left row, whose values it reads as parameters. */
public final class ApplyRel extends BiRel implements OwnRel {
  private final List<Integer> columns;
  private final int firstParameter;
  private final boolean outer;

  private ApplyRel(
      RelOptCluster cluster,
      RelTraitSet traits,
      RelNode left,
      RelNode right,
      List<Integer> columns,
      int firstParameter,
      boolean outer,
      RelDataType rowType) {
    super(cluster, traits, left, right);
    this.columns = columns;
    this.firstParameter = firstParameter;
    this.outer = outer;
    this.rowType = rowType;
  }

  /**
   * @param columns of the left that are parameters from {@code firstParameter} on
   * @param outer a left row without result is kept with nulls
   * @param rowType the left columns, then the right ones
   */
  static ApplyRel create(
      RelNode left,
      RelNode right,
      List<Integer> columns,
      int firstParameter,
      boolean outer,
      RelDataType rowType) {
    RelOptCluster cluster = left.getCluster();
    return new ApplyRel(
        cluster,
        cluster.traitSetOf(Convention.NONE),
        left,
        right,
        columns,
        firstParameter,
        outer,
        rowType);
  }

  public List<Integer> columns() {
    return columns;
  }

  public int firstParameter() {
    return firstParameter;
  }

  public boolean outer() {
    return outer;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new ApplyRel(
        getCluster(),
        traits,
        inputs.get(0),
        inputs.get(1),
        columns,
        firstParameter,
        outer,
        rowType);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return metadata.getRowCount(left) * Math.max(1, metadata.getRowCount(right));
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("columns", columns)
        .item("parameter", firstParameter)
        .item("outer", outer);
  }
}
