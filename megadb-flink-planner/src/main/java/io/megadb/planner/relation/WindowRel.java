package io.megadb.planner.relation;

import io.megadb.function.FunctionSignature;
import io.megadb.function.window.FrameExclusion;
import io.megadb.plan.WindowFrame.BoundKind;
import io.megadb.plan.WindowFrame.Unit;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/** Adds a column for each window function; the input's columns come first. */
public final class WindowRel extends SingleRel implements OwnRel {
  /** PARTITION BY and ORDER BY over the input's columns, and the frame. */
  public record Window(List<Integer> partitionBy, List<RelFieldCollation> orderBy, Frame frame) {}

  /** The frame; offsets are null unless their bound has one, and refer to no column. */
  public record Frame(
      Unit unit,
      BoundKind startKind,
      RexNode startOffset,
      BoundKind endKind,
      RexNode endOffset,
      FrameExclusion exclusion) {
    Frame accept(RexShuttle shuttle) {
      return new Frame(
          unit,
          startKind,
          startOffset == null ? null : startOffset.accept(shuttle),
          endKind,
          endOffset == null ? null : endOffset.accept(shuttle),
          exclusion);
    }
  }

  /**
   * A window function or an aggregate.
   *
   * @param arguments input columns
   * @param filter boolean input column, or -1
   * @param type of the result
   */
  public record Call(
      FunctionSignature function,
      List<Integer> arguments,
      int filter,
      Window window,
      RelDataType type) {
    Call accept(RexShuttle shuttle) {
      Frame frame = window.frame().accept(shuttle);
      return frame.equals(window.frame())
          ? this
          : new Call(
              function,
              arguments,
              filter,
              new Window(window.partitionBy(), window.orderBy(), frame),
              type);
    }
  }

  private final List<Call> calls;

  private WindowRel(RelOptCluster cluster, RelTraitSet traits, RelNode input, List<Call> calls) {
    super(cluster, traits, input);
    this.calls = calls;
    RelDataTypeFactory.Builder row = cluster.getTypeFactory().builder();
    row.addAll(input.getRowType().getFieldList());
    for (int i = 0; i < calls.size(); i++) {
      row.add("window_" + i, calls.get(i).type());
    }
    rowType = row.uniquify().build();
  }

  public static WindowRel create(RelNode input, List<Call> calls) {
    RelOptCluster cluster = input.getCluster();
    return new WindowRel(cluster, cluster.traitSetOf(Convention.NONE), input, List.copyOf(calls));
  }

  public List<Call> calls() {
    return calls;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new WindowRel(getCluster(), traits, inputs.get(0), calls);
  }

  @Override
  public RelNode accept(RexShuttle shuttle) {
    List<Call> changed = new ArrayList<>();
    calls.forEach(call -> changed.add(call.accept(shuttle)));
    return changed.equals(calls) ? this : new WindowRel(getCluster(), traitSet, input, changed);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("calls", calls);
  }
}
