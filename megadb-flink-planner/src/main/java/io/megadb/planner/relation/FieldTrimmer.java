package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.Mapping;
import org.apache.calcite.util.mapping.MappingType;
import org.apache.calcite.util.mapping.Mappings;

/**
 * Removes columns nobody reads, below our own nodes too. The methods are found by the type of their
 * first argument.
 */
public final class FieldTrimmer extends RelFieldTrimmer {
  FieldTrimmer(RelBuilder builder) {
    super(null, builder);
  }

  /** A projection to no columns, as of SELECT without a list, keeps its form. */
  @Override
  public TrimResult trimFields(
      Project rel, ImmutableBitSet used, Set<RelDataTypeField> extraFields) {
    if (!rel.getProjects().isEmpty()) {
      return super.trimFields(rel, used, extraFields);
    }
    TrimResult trimmed = trimChild(rel, rel.getInput(), ImmutableBitSet.of(), extraFields);
    RelNode copy = rel.copy(rel.getTraitSet(), trimmed.left, List.of(), rel.getRowType());
    return result(copy, Mappings.createIdentity(0));
  }

  /** A read of a shared plan gives what is used of it, but always some column. */
  public TrimResult trimFields(
      SharedReadRel rel, ImmutableBitSet used, Set<RelDataTypeField> extraFields) {
    int width = rel.getRowType().getFieldCount();
    if (width == 0 || used.cardinality() == width) {
      return result(rel, Mappings.createIdentity(width));
    }
    ImmutableBitSet kept = used.isEmpty() ? ImmutableBitSet.of(0) : used;
    Mapping mapping = Mappings.create(MappingType.INVERSE_SURJECTION, width, kept.cardinality());
    int target = 0;
    for (int column : kept) {
      mapping.set(column, target++);
    }
    return result(rel.narrowed(kept), mapping);
  }

  /** All columns of the inputs are needed: nodes of our own refer to them by number. */
  public TrimResult trimFields(
      OwnRel rel, ImmutableBitSet used, Set<RelDataTypeField> extraFields) {
    List<RelNode> inputs = new ArrayList<>();
    for (RelNode input : rel.getInputs()) {
      int width = input.getRowType().getFieldCount();
      // Calcite knows no rows without columns.
      inputs.add(
          width == 0
              ? input
              : trimChild(rel, input, ImmutableBitSet.range(width), extraFields).left);
    }
    RelNode copy = rel.copy(rel.getTraitSet(), inputs);
    return result(copy, Mappings.createIdentity(rel.getRowType().getFieldCount()));
  }
}
