package io.megadb.planner.analyze;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;

/**
 * A part of the FROM clause.
 *
 * @param relations what may qualify columns
 * @param columns what may be named without qualification, in the order of *
 */
record FromItem(RelNode rel, List<ScopeRelation> relations, List<ScopeColumn> columns) {
  int width() {
    return rel.getRowType().getFieldCount();
  }

  List<ScopeRelation> relationsWith(FromItem right) {
    List<ScopeRelation> all = new ArrayList<>(relations);
    right.relations.forEach(relation -> all.add(relation.shift(width())));
    return all;
  }
}
