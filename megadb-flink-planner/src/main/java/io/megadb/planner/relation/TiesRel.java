package io.megadb.planner.relation;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** FETCH FIRST … WITH TIES over a sorted input. */
public final class TiesRel extends SingleRel implements OwnRel {
  private final RelCollation collation;
  private final RexNode offset;
  private final RexNode fetch;

  private TiesRel(
      RelOptCluster cluster,
      RelTraitSet traits,
      RelNode input,
      RelCollation collation,
      RexNode offset,
      RexNode fetch) {
    super(cluster, traits, input);
    this.collation = collation;
    this.offset = offset;
    this.fetch = fetch;
  }

  /**
   * @param offset as in Calcite's Sort, or null
   * @param fetch as in Calcite's Sort
   */
  public static TiesRel create(
      RelNode input, RelCollation collation, RexNode offset, RexNode fetch) {
    RelOptCluster cluster = input.getCluster();
    return new TiesRel(
        cluster, cluster.traitSetOf(Convention.NONE), input, collation, offset, fetch);
  }

  public RelCollation collation() {
    return collation;
  }

  public RexNode offset() {
    return offset;
  }

  public RexNode fetch() {
    return fetch;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new TiesRel(getCluster(), traits, inputs.get(0), collation, offset, fetch);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    double rows = metadata.getRowCount(input);
    return fetch instanceof RexLiteral ? Math.min(rows, RexLiteral.intValue(fetch)) : rows;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("collation", collation)
        .itemIf("offset", offset, offset != null)
        .item("fetch", fetch);
  }
}
