package io.megadb.planner.relation;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/** Looks for nodes in a logical plan. */
final class Contains {
  private Contains() {}

  static boolean any(RelNode rel, Predicate<RelNode> wanted) {
    return wanted.test(rel) || rel.getInputs().stream().anyMatch(input -> any(input, wanted));
  }

  static int count(RelNode rel, Predicate<RelNode> wanted) {
    int count = wanted.test(rel) ? 1 : 0;
    for (RelNode input : rel.getInputs()) {
      count += count(input, wanted);
    }
    return count;
  }

  /** Visits all nodes of a plan and of the subqueries in its expressions. */
  static void visitWithSubqueries(RelNode rel, Consumer<RelNode> visitor) {
    visitor.accept(rel);
    rel.getInputs().forEach(input -> visitWithSubqueries(input, visitor));
    rel.accept(
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery subquery) {
            visitWithSubqueries(subquery.rel, visitor);
            return super.visitSubQuery(subquery);
          }
        });
  }

  /**
   * Reads one table, or rows written in the statement, and does no more than one can in passing.
   */
  static boolean onlyScans(RelNode rel) {
    boolean passes = rel instanceof Project || rel instanceof Filter;
    return passes
        ? !subquery(rel) && onlyScans(rel.getInput(0))
        : rel instanceof TableScan || rel instanceof RowsRel || rel instanceof Values;
  }

  /** An expression of this node holds a subquery. */
  static boolean subquery(RelNode rel) {
    boolean[] found = new boolean[1];
    rel.accept(
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery subquery) {
            found[0] = true;
            return subquery;
          }
        });
    return found[0];
  }
}
