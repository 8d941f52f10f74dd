package io.megadb.graph.rule;

import io.megadb.graph.plan.GraphNode;
import io.megadb.graph.plan.GraphUse;
import io.megadb.graph.plan.PathNode;
import io.megadb.graph.plan.PathSpec;
import io.megadb.plan.CostVector;
import io.megadb.plan.PlanNode;
import io.megadb.plan.PlanProperties;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.planner.relation.PgTypeFactory;
import io.megadb.planner.relation.PluginRel;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;

/** A search for paths: over vertices, edges, and the sets that the pattern's conditions allow. */
final class PathRel extends PluginRel {
  /** Hops after which an estimate of the reached vertices grows no further. */
  private static final int ESTIMATED_HOPS = 8;

  /** Cost of an element that a search passes. */
  private static final double PASSED = 0.002;

  private final PathSpec spec;
  private final List<PgType> types;

  private PathRel(
      RelOptCluster cluster,
      List<RelNode> inputs,
      RelDataType rowType,
      PathSpec spec,
      List<PgType> types) {
    super(cluster, inputs, rowType);
    this.spec = spec;
    this.types = types;
  }

  /**
   * @param names of the exported columns
   */
  static PathRel create(List<RelNode> inputs, PathSpec spec, List<String> names) {
    RelOptCluster cluster = inputs.get(0).getCluster();
    PgTypeFactory factory = (PgTypeFactory) cluster.getTypeFactory();
    List<PgType> types = spec.types(types(inputs.get(0)), types(inputs.get(1)));
    RelDataTypeFactory.Builder row = factory.builder();
    for (int i = 0; i < names.size(); i++) {
      row.add(names.get(i), factory.of(types.get(i), true));
    }
    return new PathRel(cluster, inputs, row.build(), spec, types);
  }

  private static List<PgType> types(RelNode rel) {
    List<PgType> types = new ArrayList<>();
    rel.getRowType().getFieldList().forEach(f -> types.add(PgRelDataType.of(f.getType())));
    return types;
  }

  /** With estimates anew: those of planned inputs know keys. */
  @Override
  public PlanNode plan(PlanProperties properties, List<PlanNode> planned) {
    IntToDoubleFunction rows = input -> planned.get(input).properties().rows();
    PlanProperties known = new PlanProperties(properties.id(), estimate(rows), cost(rows));
    return new PathNode(known, planned, spec, types, rowType.getFieldNames(), GraphUse.UNKNOWN);
  }

  @Override
  protected PluginRel over(List<RelNode> others) {
    return new PathRel(getCluster(), others, rowType, spec, types);
  }

  @Override
  protected String operation() {
    return spec.toString();
  }

  private IntToDoubleFunction rows(RelMetadataQuery metadata) {
    return input -> {
      Double rows = metadata.getRowCount(getInputs().get(input));
      return rows == null ? 1 : Math.max(1, rows);
    };
  }

  private static double ends(PathSpec.Test test, IntToDoubleFunction rows) {
    return rows.applyAsDouble(test.set() < 0 ? 0 : test.set());
  }

  /** Places that paths from one start come to. */
  private double reached(IntToDoubleFunction rows) {
    double fanout = Math.max(1, rows.applyAsDouble(1) / rows.applyAsDouble(0));
    double hops = 0;
    for (PathSpec.Step step : spec.steps()) {
      hops += (step.most() < 0 ? ESTIMATED_HOPS : step.most()) * step.passes().size();
    }
    return Math.pow(fanout, Math.min(ESTIMATED_HOPS, hops)) * Math.max(1, hops);
  }

  private double estimate(IntToDoubleFunction rows) {
    return paths(rows) * (spec.rows() == PathSpec.Rows.MATCH ? 1 : spec.steps().size() + 1);
  }

  private double paths(IntToDoubleFunction rows) {
    double vertices = rows.applyAsDouble(0);
    double reached = reached(rows);
    if (spec.selector() != PathSpec.Selector.ALL) {
      reached = Math.min(reached, vertices);
    }
    double share = ends(spec.vertices().get(spec.vertices().size() - 1), rows) / vertices;
    return Math.max(1, ends(spec.vertices().get(0), rows) * reached * Math.min(1, share));
  }

  private CostVector cost(IntToDoubleFunction rows) {
    double kept = rows.applyAsDouble(0) + rows.applyAsDouble(1);
    double passed = ends(spec.vertices().get(0), rows) * Math.min(reached(rows), kept);
    return new CostVector(0, 0, kept * GraphNode.KEPT_COST + passed * PASSED, 0, 0, 0);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return estimate(rows(metadata));
  }

  @Override
  public CostVector cost(RelMetadataQuery metadata) {
    return cost(rows(metadata));
  }
}
