package io.megadb.planner.analyze;

import io.megadb.planner.relation.PlannerSession;
import io.megadb.planner.relation.Projections;
import io.megadb.planner.relation.RowsRel;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/** The plan of VALUES. */
final class Rows {
  private Rows() {}

  /** Rows that hold subqueries become a projection each. */
  static RelNode create(PlannerSession session, RelDataType type, List<List<RexNode>> rows) {
    boolean plain =
        rows.stream()
            .allMatch(row -> row.stream().allMatch(v -> RexUtil.SubQueryFinder.find(v) == null));
    if (plain) {
      return RowsRel.create(session.cluster(), type, rows);
    }
    List<RelNode> inputs = new ArrayList<>();
    for (List<RexNode> row : rows) {
      inputs.add(
          Projections.project(
              LogicalValues.createOneRow(session.cluster()), row, type.getFieldNames()));
    }
    return inputs.size() == 1 ? inputs.get(0) : LogicalUnion.create(inputs, true);
  }
}
