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

/** WITH RECURSIVE: the left side's rows, then the right side's over the rows of each round. */
public final class RecursiveRel extends BiRel implements OwnRel {
  /** PostgreSQL's guess of the rows, as a multiple of the first term's. */
  private static final double ROUNDS = 10;

  private final boolean all;
  private final int workingTable;

  private RecursiveRel(
      RelOptCluster cluster,
      RelTraitSet traits,
      RelNode seed,
      RelNode step,
      boolean all,
      int workingTable,
      RelDataType rowType) {
    super(cluster, traits, seed, step);
    this.all = all;
    this.workingTable = workingTable;
    this.rowType = rowType;
  }

  /**
   * @param all rows may repeat
   * @param workingTable that the step reads
   */
  public static RecursiveRel create(
      RelNode seed, RelNode step, boolean all, int workingTable, RelDataType rowType) {
    RelOptCluster cluster = seed.getCluster();
    return new RecursiveRel(
        cluster, cluster.traitSetOf(Convention.NONE), seed, step, all, workingTable, rowType);
  }

  public boolean all() {
    return all;
  }

  public int workingTable() {
    return workingTable;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new RecursiveRel(
        getCluster(), traits, inputs.get(0), inputs.get(1), all, workingTable, rowType);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return metadata.getRowCount(left) * ROUNDS;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("all", all).item("workingTable", workingTable);
  }
}
