package io.megadb.planner.relation;

import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;

/**
 * Where a column of a plan comes from: values are passed on as they are, or cast, from there.
 *
 * @param rel the table's scan, or an aggregation whose result it is
 * @param column of {@code rel}
 */
record ColumnOrigin(RelNode rel, int column) {
  /** The origin, or null if the column is computed or comes from something else. */
  static ColumnOrigin of(RelNode node, int index) {
    RelNode rel = node.stripped();
    int column = index;
    while (true) {
      if (rel instanceof TableScan || rel instanceof Aggregate) {
        if (rel instanceof Aggregate aggregate && column < aggregate.getGroupCount()) {
          column = aggregate.getGroupSet().nth(column);
          rel = aggregate.getInput().stripped();
          continue;
        }
        return new ColumnOrigin(rel, column);
      }
      if (rel instanceof Project project) {
        RexNode value = uncast(project.getProjects().get(column));
        if (!(value instanceof RexInputRef reference)) {
          return null;
        }
        column = reference.getIndex();
        rel = project.getInput().stripped();
      } else if (rel instanceof Filter || rel instanceof Sort) {
        rel = rel.getInput(0).stripped();
      } else if (rel instanceof Join join) {
        int width = join.getLeft().getRowType().getFieldCount();
        rel = (column < width ? join.getLeft() : join.getRight()).stripped();
        column = column < width ? column : column - width;
      } else {
        return null;
      }
    }
  }

  /** What is cast, however often. */
  static RexNode uncast(RexNode node) {
    RexNode inner = node;
    while (inner instanceof RexCall call && call.getOperator() instanceof PgCastOperator) {
      inner = call.getOperands().get(0);
    }
    return inner;
  }

  /** The table, or null. */
  PgTable table() {
    return rel instanceof TableScan scan ? scan.getTable().unwrap(PgTable.class) : null;
  }

  /** What is known of the column in its table, or null. */
  ColumnStatistics statistics() {
    PgTable table = table();
    return table == null || column >= table.definition().columns().size()
        ? null
        : table.statistics().columns().get(table.definition().columns().get(column).name());
  }

  /** Whether it is the least or greatest value of each group. */
  boolean isExtreme() {
    if (!(rel instanceof Aggregate aggregate)) {
      return false;
    }
    String name =
        aggregate
            .getAggCallList()
            .get(column - aggregate.getGroupCount())
            .getAggregation()
            .getName();
    return name.startsWith("min(") || name.startsWith("max(");
  }
}
