package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;

/** Reads some columns of a {@link SharedPlan}. */
public final class SharedReadRel extends AbstractRelNode {
  private final SharedPlan plan;
  private final List<Integer> columns;

  private SharedReadRel(
      RelOptCluster cluster,
      RelTraitSet traits,
      SharedPlan plan,
      List<Integer> columns,
      RelDataType rowType) {
    super(cluster, traits);
    this.plan = plan;
    this.columns = List.copyOf(columns);
    this.rowType = rowType;
  }

  /** Reads all columns. */
  public static SharedReadRel create(SharedPlan plan) {
    RelOptCluster cluster = plan.rel().getCluster();
    RelDataType row = plan.rel().getRowType();
    return new SharedReadRel(
        cluster,
        cluster.traitSetOf(Convention.NONE),
        plan,
        IntStream.range(0, row.getFieldCount()).boxed().toList(),
        row);
  }

  /** Reads only some of its columns, in their order. */
  SharedReadRel narrowed(Iterable<Integer> kept) {
    RelDataTypeFactory.Builder row = getCluster().getTypeFactory().builder();
    List<Integer> ofPlan = new ArrayList<>();
    for (int column : kept) {
      row.add(rowType.getFieldList().get(column));
      ofPlan.add(columns.get(column));
    }
    return new SharedReadRel(getCluster(), traitSet, plan, ofPlan, row.build());
  }

  public SharedPlan plan() {
    return plan;
  }

  /** Columns of the plan that are this node's, in order. */
  public List<Integer> columns() {
    return columns;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new SharedReadRel(getCluster(), traits, plan, columns, rowType);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return metadata.getRowCount(plan.best());
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("type", rowType)
        .item("plan", plan.id())
        .item("columns", columns);
  }
}
