package io.megadb.planner.relation;

import io.megadb.plan.ExpandNode.GroupingSet;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;

/**
 * Gives every input row once for each grouping set. Columns: a copy of each of the input's first
 * {@code keys} columns, null where a set has not the key; the sets' numbers; if a set has no key,
 * whether the row is one of the input's; then the input's.
 */
public final class ExpandRel extends SingleRel implements OwnRel {
  private final int keys;
  private final List<GroupingSet> sets;

  private ExpandRel(
      RelOptCluster cluster, RelTraitSet traits, RelNode input, int keys, List<GroupingSet> sets) {
    super(cluster, traits, input);
    this.keys = keys;
    this.sets = sets;
    PgTypeFactory types = (PgTypeFactory) cluster.getTypeFactory();
    RelDataTypeFactory.Builder row = types.builder();
    for (int key = 0; key < keys; key++) {
      RelDataType type = input.getRowType().getFieldList().get(key).getType();
      row.add("key_" + key, types.createTypeWithNullability(type, true));
    }
    for (int number = 0; number < numbers(); number++) {
      row.add("number_" + number, types.of(PgType.of(PgTypes.INT4), false));
    }
    if (seeded()) {
      row.add("own", types.of(PgType.of(PgTypes.BOOL), false));
    }
    row.addAll(input.getRowType().getFieldList());
    rowType = row.uniquify().build();
  }

  public static ExpandRel create(RelNode input, int keys, List<GroupingSet> sets) {
    RelOptCluster cluster = input.getCluster();
    return new ExpandRel(
        cluster, cluster.traitSetOf(Convention.NONE), input, keys, List.copyOf(sets));
  }

  public int keys() {
    return keys;
  }

  public List<GroupingSet> sets() {
    return sets;
  }

  /** How many numbers each set has. */
  public int numbers() {
    return sets.get(0).numbers().size();
  }

  /** Whether a set has no key and so a group even over no rows. */
  public boolean seeded() {
    return sets.stream().anyMatch(set -> set.keys().isEmpty());
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new ExpandRel(getCluster(), traits, inputs.get(0), keys, sets);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return metadata.getRowCount(input) * sets.size();
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("keys", keys).item("sets", sets);
  }
}
