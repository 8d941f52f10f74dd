package io.megadb.planner.analyze;

import io.megadb.planner.relation.PgRelDataType;
import io.megadb.type.PgTypes;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexNode;

/** Finds the literal or parameter behind a column whose type is not known yet. */
final class UnknownColumns {
  private UnknownColumns() {}

  /** The expression of a column of unknown type that is the same in every row, else null. */
  static RexNode value(RelNode rel, int column) {
    boolean unknown =
        PgRelDataType.of(rel.getRowType().getFieldList().get(column).getType()).is(PgTypes.UNKNOWN);
    if (!unknown || !(rel instanceof Project project)) {
      return null;
    }
    RexNode value = project.getProjects().get(column);
    return Typed.isConstant(value) || value instanceof org.apache.calcite.rex.RexDynamicParam
        ? value
        : null;
  }
}
