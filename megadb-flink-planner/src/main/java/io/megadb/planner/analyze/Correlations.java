package io.megadb.planner.analyze;

import io.megadb.planner.relation.CorrelationRewrite;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.flink.calcite.shaded.com.google.common.collect.ImmutableSet;

/** The correlation variables that the subqueries of an expression use. */
final class Correlations {
  private Correlations() {}

  private static Set<CorrelationId> in(RexNode... nodes) {
    Set<CorrelationId> found = new LinkedHashSet<>();
    RexVisitorImpl<Void> visitor =
        new RexVisitorImpl<>(true) {
          @Override
          public Void visitSubQuery(RexSubQuery subquery) {
            found.addAll(RelOptUtil.getVariablesUsed(subquery.rel));
            return super.visitSubQuery(subquery);
          }
        };
    for (RexNode node : nodes) {
      node.accept(visitor);
    }
    return found;
  }

  /**
   * Of the variables that subqueries of these expressions use, those for a scope's row: what a node
   * of that scope binds. Others belong to queries further out.
   */
  static ImmutableSet<CorrelationId> own(Scope scope, RexNode... nodes) {
    Set<CorrelationId> own = in(nodes);
    own.removeIf(id -> !scope.hasCreated(id));
    return ImmutableSet.copyOf(own);
  }

  static ImmutableSet<CorrelationId> own(Scope scope, List<RexNode> nodes) {
    return own(scope, nodes.toArray(new RexNode[0]));
  }

  /** The fields of a variable's row that a plan uses. */
  static Set<Integer> fields(RelNode rel, CorrelationId id) {
    Set<Integer> fields = new LinkedHashSet<>();
    new CorrelationRewrite(
            id,
            access -> {
              fields.add(access.getField().getIndex());
              return access;
            })
        .rewrite(rel);
    return fields;
  }

  /** Replaces, in a subquery, the uses of all variables that stand for a scope's row. */
  static RexSubQuery replaceOwn(
      Scope scope, RexSubQuery subquery, Function<RexFieldAccess, RexNode> replacement) {
    RelNode changed = subquery.rel;
    for (CorrelationId id : own(scope, subquery)) {
      changed = new CorrelationRewrite(id, replacement).rewrite(changed);
    }
    return changed.equals(subquery.rel) ? subquery : subquery.clone(changed);
  }
}
