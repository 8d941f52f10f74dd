package io.megadb.planner.relation;

import io.megadb.function.FunctionSignature;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/** Calls functions that return sets in step for each input row, whose columns come first. */
public final class SetProjectionRel extends SingleRel implements OwnRel {
  /** PostgreSQL's guess of the rows that a call returns. */
  private static final double ROWS_PER_CALL = 100;

  /** A call over the input's columns. */
  public record Call(FunctionSignature function, List<RexNode> arguments) {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  private final List<Call> calls;

  private SetProjectionRel(
      RelOptCluster cluster,
      RelTraitSet traits,
      RelNode input,
      List<Call> calls,
      RelDataType rowType) {
    super(cluster, traits, input);
    this.calls = calls;
    this.rowType = rowType;
  }

  /**
   * @param rowType the input's columns, then one for each call
   */
  public static SetProjectionRel create(RelNode input, List<Call> calls, RelDataType rowType) {
    RelOptCluster cluster = input.getCluster();
    return new SetProjectionRel(
        cluster, cluster.traitSetOf(Convention.NONE), input, List.copyOf(calls), rowType);
  }

  public List<Call> calls() {
    return calls;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new SetProjectionRel(getCluster(), traits, inputs.get(0), calls, rowType);
  }

  @Override
  public RelNode accept(RexShuttle shuttle) {
    List<Call> changed = new ArrayList<>();
    for (Call call : calls) {
      changed.add(new Call(call.function(), shuttle.apply(call.arguments())));
    }
    return changed.equals(calls)
        ? this
        : new SetProjectionRel(getCluster(), traitSet, input, changed, rowType);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return metadata.getRowCount(input) * ROWS_PER_CALL;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("calls", calls);
  }
}
