package io.megadb.planner.analyze;

import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rex.RexNode;

/** A key of ORDER BY. */
record OrderKey(RexNode value, boolean descending, boolean nullsFirst) {
  RelFieldCollation collation(int column) {
    return new RelFieldCollation(
        column,
        descending ? RelFieldCollation.Direction.DESCENDING : RelFieldCollation.Direction.ASCENDING,
        nullsFirst ? RelFieldCollation.NullDirection.FIRST : RelFieldCollation.NullDirection.LAST);
  }
}
