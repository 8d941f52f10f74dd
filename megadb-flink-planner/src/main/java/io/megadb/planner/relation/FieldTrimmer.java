package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.Mappings;

/**
 * Removes columns nobody reads, below our own nodes too. The methods are found by the type of their
 * first argument.
 */
public final class FieldTrimmer extends RelFieldTrimmer {
  FieldTrimmer(RelBuilder builder) {
    super(null, builder);
  }

  /** All columns of a window's input are needed: it is a projection to what is. */
  public TrimResult trimFields(
      WindowRel rel, ImmutableBitSet used, Set<RelDataTypeField> extraFields) {
    return belowOnly(rel, extraFields);
  }

  /** The same for grouping sets. */
  public TrimResult trimFields(
      ExpandRel rel, ImmutableBitSet used, Set<RelDataTypeField> extraFields) {
    return belowOnly(rel, extraFields);
  }

  /** The same for operations of plugins. */
  public TrimResult trimFields(
      PluginRel rel, ImmutableBitSet used, Set<RelDataTypeField> extraFields) {
    List<RelNode> inputs = new ArrayList<>();
    for (RelNode input : rel.getInputs()) {
      ImmutableBitSet all = ImmutableBitSet.range(input.getRowType().getFieldCount());
      inputs.add(trimChild(rel, input, all, extraFields).left);
    }
    RelNode copy = rel.copy(rel.getTraitSet(), inputs);
    return result(copy, Mappings.createIdentity(rel.getRowType().getFieldCount()));
  }

  private TrimResult belowOnly(SingleRel rel, Set<RelDataTypeField> extraFields) {
    RelNode input = rel.getInput();
    ImmutableBitSet all = ImmutableBitSet.range(input.getRowType().getFieldCount());
    TrimResult trimmed = trimChild(rel, input, all, extraFields);
    RelNode copy = rel.copy(rel.getTraitSet(), java.util.List.of(trimmed.left));
    return result(copy, Mappings.createIdentity(rel.getRowType().getFieldCount()));
  }
}
