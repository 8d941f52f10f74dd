package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;

/** Puts leaves in the place of nodes that Calcite does not know, and them back. */
final class SetAside {
  /** Stands for a node and all below it. */
  private static final class Leaf extends AbstractRelNode {
    private final RelNode behind;

    Leaf(RelNode behind) {
      super(behind.getCluster(), behind.getCluster().traitSetOf(Convention.NONE));
      this.behind = behind;
      this.rowType = behind.getRowType();
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
      return super.explainTerms(writer).item("behind", behind.getId());
    }
  }

  private final UnaryOperator<RelNode> inputs;

  /**
   * @param inputs what is done to the inputs of nodes set aside
   */
  SetAside(UnaryOperator<RelNode> inputs) {
    this.inputs = inputs;
  }

  RelNode replace(RelNode rel) {
    return rel instanceof OwnRel
        ? new Leaf(withInputs(rel, inputs))
        : withInputs(rel, this::replace);
  }

  RelNode restore(RelNode rel) {
    return rel instanceof Leaf leaf ? leaf.behind : withInputs(rel, this::restore);
  }

  private static RelNode withInputs(RelNode rel, UnaryOperator<RelNode> change) {
    List<RelNode> changed = new ArrayList<>();
    for (RelNode input : rel.getInputs()) {
      changed.add(inOrder(input, change.apply(input)));
    }
    return changed.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), changed);
  }

  /** The columns as they were, should a node have got further ones. */
  private static RelNode inOrder(RelNode before, RelNode after) {
    int width = before.getRowType().getFieldCount();
    if (after.getRowType().getFieldCount() == width) {
      return after;
    }
    List<org.apache.calcite.rex.RexNode> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      columns.add(before.getCluster().getRexBuilder().makeInputRef(after, i));
    }
    return Projections.project(after, columns, before.getRowType().getFieldNames());
  }
}
