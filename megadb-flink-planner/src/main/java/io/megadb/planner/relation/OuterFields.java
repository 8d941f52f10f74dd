package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;

/**
 * Where subqueries become correlations, Calcite takes every variable in a subquery for one of the
 * row beside it. Those of rows further out, which the node does not bind, are out of its sight
 * meanwhile, as calls without arguments.
 */
final class OuterFields {
  /** Stands for a field of a row further out. */
  private static final class Placeholder extends SqlFunction {
    private static final long serialVersionUID = 1L;
    private final transient RexFieldAccess field;

    Placeholder(RexFieldAccess field) {
      super(
          "OUTER " + field,
          SqlKind.OTHER_FUNCTION,
          null,
          null,
          null,
          SqlFunctionCategory.USER_DEFINED_FUNCTION);
      this.field = field;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Placeholder that && field.equals(that.field);
    }

    @Override
    public int hashCode() {
      return field.hashCode();
    }
  }

  private final RexBuilder rex;

  OuterFields(RexBuilder rex) {
    this.rex = rex;
  }

  /** Hides, in the subqueries of a plan's nodes, what their node does not bind. */
  RelNode hide(RelNode rel) {
    return subqueries(
        rel,
        (node, subquery) -> subquery.clone(withoutOthers(subquery.rel, node.getVariablesSet())));
  }

  /** Changes the subqueries of a plan's nodes; not those within them. */
  static RelNode subqueries(RelNode rel, BiFunction<RelNode, RexSubQuery, RexSubQuery> change) {
    List<RelNode> inputs = new ArrayList<>();
    for (RelNode input : rel.getInputs()) {
      inputs.add(subqueries(input, change));
    }
    RelNode copy = inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    return copy.accept(
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery subquery) {
            RexSubQuery changed = change.apply(rel, subquery);
            return changed.clone(changed.getType(), apply(changed.operands));
          }
        });
  }

  private RelNode withoutOthers(RelNode rel, Set<CorrelationId> bound) {
    RelNode hidden = rel;
    for (CorrelationId id : RelOptUtil.getVariablesUsed(rel)) {
      if (!bound.contains(id)) {
        hidden =
            new CorrelationRewrite(
                    id, field -> rex.makeCall(field.getType(), new Placeholder(field), List.of()))
                .rewrite(hidden);
      }
    }
    return hidden;
  }

  RelNode show(RelNode rel) {
    return new PlanShuttle() {
      @Override
      public RexNode visitCall(RexCall call) {
        return call.getOperator() instanceof Placeholder placeholder
            ? placeholder.field
            : super.visitCall(call);
      }
    }.rewrite(rel);
  }
}
