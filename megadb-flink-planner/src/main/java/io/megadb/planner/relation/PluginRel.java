package io.megadb.planner.relation;

import io.megadb.plan.CostVector;
import io.megadb.plan.PlanNode;
import io.megadb.plan.PlanProperties;
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

/** An operation of a plugin; reads all columns of its inputs. */
public abstract class PluginRel extends AbstractRelNode implements OwnRel {
  private final List<RelNode> inputs;

  protected PluginRel(RelOptCluster cluster, List<RelNode> inputs, RelDataType rowType) {
    super(cluster, cluster.traitSetOf(Convention.NONE));
    this.inputs = new ArrayList<>(inputs);
    this.rowType = rowType;
  }

  /** The plan record over its inputs' records. */
  public abstract PlanNode plan(PlanProperties properties, List<PlanNode> planned);

  /** Estimated cost of this node alone. */
  public abstract CostVector cost(RelMetadataQuery metadata);

  /** The same operation over other inputs of the same types. */
  protected abstract PluginRel over(List<RelNode> others);

  /** Tells it from other operations over the same inputs. */
  protected abstract String operation();

  @Override
  public List<RelNode> getInputs() {
    return List.copyOf(inputs);
  }

  @Override
  public void replaceInput(int ordinal, RelNode other) {
    inputs.set(ordinal, other);
    recomputeDigest();
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> others) {
    return over(others);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    super.explainTerms(writer);
    for (int i = 0; i < inputs.size(); i++) {
      writer.input("input" + i, inputs.get(i));
    }
    return writer.item("operation", operation()).item("row", rowType.getFieldNames());
  }
}
