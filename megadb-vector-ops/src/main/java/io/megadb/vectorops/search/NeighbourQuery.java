package io.megadb.vectorops.search;

import io.megadb.plan.PlanNode;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.SortKey;
import io.megadb.plan.TableScan;
import io.megadb.plan.TopNNode;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.vectorops.kernel.Distance;
import java.util.Map;

/**
 * The part of a plan that asks for a vector's nearest neighbours among a table's rows.
 *
 * <pre>
 *   Top-N, first key: a distance, ascending
 *     Projection: the distance of a column of the scan and an expression without columns
 *       Scan, with any filters
 * </pre>
 *
 * @param column of the scan's output
 * @param query the expression without columns
 */
record NeighbourQuery(
    TopNNode top,
    ProjectNode project,
    TableScan scan,
    int column,
    Distance distance,
    Expression query) {

  private static final Map<String, Distance> FUNCTIONS =
      Map.of(
          "l2_distance", Distance.L2,
          "cosine_distance", Distance.COSINE,
          "l1_distance", Distance.L1,
          "vector_negative_inner_product", Distance.NEGATIVE_INNER_PRODUCT,
          "halfvec_negative_inner_product", Distance.NEGATIVE_INNER_PRODUCT);

  /** What a call computes; null if it is no distance. */
  static Distance distance(FunctionCall call) {
    return call.operands().size() == 2 ? FUNCTIONS.get(call.function().name()) : null;
  }

  /** Null if the node is no such part. */
  static NeighbourQuery of(PlanNode node) {
    if (!(node instanceof TopNNode top)
        || !(top.input() instanceof ProjectNode project)
        || !(project.input() instanceof TableScan scan)
        || scan.rowIdentity()
        || !scan.key().isEmpty()
        || scan.limit() >= 0) {
      return null;
    }
    SortKey key = top.keys().get(0);
    if (key.descending()
        || key.nullsFirst()
        || !(project.expressions().get(key.column()) instanceof FunctionCall call)) {
      return null;
    }
    Distance distance = distance(call);
    if (distance == null) {
      return null;
    }
    Expression left = call.operands().get(0);
    Expression right = call.operands().get(1);
    if (left instanceof InputReference column && isConstant(right)) {
      return new NeighbourQuery(top, project, scan, column.index(), distance, right);
    }
    if (right instanceof InputReference column && isConstant(left)) {
      return new NeighbourQuery(top, project, scan, column.index(), distance, left);
    }
    return null;
  }

  static boolean isConstant(Expression expression) {
    return !(expression instanceof InputReference)
        && expression.operands().stream().allMatch(NeighbourQuery::isConstant);
  }

  /** Whether any filter reads the column. */
  boolean filtersReadColumn() {
    return scan.filters().stream().anyMatch(this::readsColumn);
  }

  private boolean readsColumn(Expression expression) {
    return expression instanceof InputReference reference
        ? reference.index() == column
        : expression.operands().stream().anyMatch(this::readsColumn);
  }

  /** The same query over other rows. */
  TopNNode over(PlanNode rows) {
    return top.withInputs(java.util.List.of(project.withInputs(java.util.List.of(rows))));
  }
}
