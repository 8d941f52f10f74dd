package io.megadb.planner.relation;

import java.util.function.Predicate;
import org.apache.calcite.rel.RelNode;
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
