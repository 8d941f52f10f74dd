package io.megadb.graph.rule;

import io.megadb.graph.plan.AlgorithmNode;
import io.megadb.graph.plan.AlgorithmSpec;
import io.megadb.graph.plan.GraphNode;
import io.megadb.graph.plan.GraphUse;
import io.megadb.plan.CostVector;
import io.megadb.plan.PlanNode;
import io.megadb.plan.PlanProperties;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.planner.relation.PgTypeFactory;
import io.megadb.planner.relation.PluginRel;
import io.megadb.type.PgType;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;

/** An algorithm over a graph's vertices, edges and sources. */
final class AlgorithmRel extends PluginRel {
  /** Cost of passing an edge some ten times. */
  private static final double PASSED = 0.005;

  private final AlgorithmSpec spec;
  private final List<PgType> types;

  private AlgorithmRel(
      RelOptCluster cluster,
      List<RelNode> inputs,
      RelDataType rowType,
      AlgorithmSpec spec,
      List<PgType> types) {
    super(cluster, inputs, rowType);
    this.spec = spec;
    this.types = types;
  }

  static AlgorithmRel create(List<RelNode> inputs, AlgorithmSpec spec, List<String> names) {
    RelOptCluster cluster = inputs.get(0).getCluster();
    PgTypeFactory factory = (PgTypeFactory) cluster.getTypeFactory();
    List<PgType> vertex =
        inputs.get(0).getRowType().getFieldList().stream()
            .map(field -> PgRelDataType.of(field.getType()))
            .toList();
    List<PgType> types = spec.types(vertex);
    RelDataTypeFactory.Builder row = factory.builder();
    for (int i = 0; i < names.size(); i++) {
      row.add(names.get(i), factory.of(types.get(i), true));
    }
    return new AlgorithmRel(cluster, inputs, row.build(), spec, types);
  }

  @Override
  public PlanNode plan(PlanProperties properties, List<PlanNode> planned) {
    double vertices = planned.get(0).properties().rows();
    double edges = planned.get(1).properties().rows();
    PlanProperties known =
        new PlanProperties(properties.id(), Math.max(1, vertices), cost(vertices, edges));
    return new AlgorithmNode(
        known, planned, spec, types, rowType.getFieldNames(), GraphUse.UNKNOWN);
  }

  private static CostVector cost(double vertices, double edges) {
    double kept = vertices + edges;
    return new CostVector(0, 0, kept * (GraphNode.KEPT_COST + PASSED), 0, 0, 0);
  }

  private double rows(int input, RelMetadataQuery metadata) {
    Double rows = metadata.getRowCount(getInputs().get(input));
    return rows == null ? 1 : Math.max(1, rows);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return rows(0, metadata);
  }

  @Override
  public CostVector cost(RelMetadataQuery metadata) {
    return cost(rows(0, metadata), rows(1, metadata));
  }

  @Override
  protected PluginRel over(List<RelNode> others) {
    return new AlgorithmRel(getCluster(), others, rowType, spec, types);
  }

  @Override
  protected String operation() {
    return spec.toString();
  }
}
