package io.megadb.planner.relation;

import io.megadb.function.FunctionSignature;
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

/** Calls a table function for every input row; the input's columns come first. */
public final class TableFunctionRel extends SingleRel implements OwnRel {
  /** PostgreSQL's guess of the rows that a call returns. */
  private static final double ROWS_PER_CALL = 100;

  private final FunctionSignature function;
  private final List<RexNode> arguments;
  private final boolean ordinality;
  private final boolean outer;

  private TableFunctionRel(
      RelOptCluster cluster,
      RelTraitSet traits,
      RelNode input,
      FunctionSignature function,
      List<RexNode> arguments,
      boolean ordinality,
      boolean outer,
      RelDataType rowType) {
    super(cluster, traits, input);
    this.function = function;
    this.arguments = arguments;
    this.ordinality = ordinality;
    this.outer = outer;
    this.rowType = rowType;
  }

  /**
   * @param arguments over the input's columns
   * @param rowType the input's columns, the function's, and the ordinality's
   * @param outer an input row without result is kept with nulls
   */
  public static TableFunctionRel create(
      RelNode input,
      FunctionSignature function,
      List<RexNode> arguments,
      boolean ordinality,
      boolean outer,
      RelDataType rowType) {
    RelOptCluster cluster = input.getCluster();
    return new TableFunctionRel(
        cluster,
        cluster.traitSetOf(Convention.NONE),
        input,
        function,
        List.copyOf(arguments),
        ordinality,
        outer,
        rowType);
  }

  public FunctionSignature function() {
    return function;
  }

  public List<RexNode> arguments() {
    return arguments;
  }

  public boolean ordinality() {
    return ordinality;
  }

  public boolean outer() {
    return outer;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new TableFunctionRel(
        getCluster(), traits, inputs.get(0), function, arguments, ordinality, outer, rowType);
  }

  @Override
  public RelNode accept(RexShuttle shuttle) {
    List<RexNode> changed = shuttle.apply(arguments);
    return changed == arguments
        ? this
        : new TableFunctionRel(
            getCluster(), traitSet, input, function, changed, ordinality, outer, rowType);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return metadata.getRowCount(input) * ROWS_PER_CALL;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("function", function.id())
        .item("arguments", arguments)
        .item("ordinality", ordinality)
        .item("outer", outer);
  }
}
