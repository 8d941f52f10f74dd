package io.megadb.planner.analyze;

import io.megadb.planner.relation.Projections;
import io.megadb.planner.relation.TableFunctionRel;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * A condition between values of a row and the rows of a subquery, evaluated inside the subquery:
 *
 * <pre>
 *   x op ANY (q)  =  CASE WHEN EXISTS (q WHERE x op column) THEN true
 *                         WHEN EXISTS (q WHERE (x op column) IS NULL) THEN NULL
 *                         ELSE false END
 * </pre>
 */
final class QuantifiedSubquery {
  /** A condition between the values outside and a row of the subquery. */
  @FunctionalInterface
  interface Condition {
    RexNode between(List<Typed> outside, List<Typed> columns);
  }

  private final Analysis analysis;
  private final Scope scope;

  QuantifiedSubquery(Analysis analysis, Scope scope) {
    this.analysis = analysis;
    this.scope = scope;
  }

  /** Whether the condition holds for some row. */
  RexNode any(List<Typed> operands, RelNode rel, Condition condition) {
    RexNode holds = condition(operands, rel, condition);
    RexNode exists = RexSubQuery.exists(filtered(rel, holds));
    if (!holds.getType().isNullable()) {
      return exists;
    }
    RexNode open = analysis.rex().makeCall(SqlStdOperatorTable.IS_NULL, holds);
    return analysis
        .rex()
        .makeCall(
            analysis.rel(PgType.of(PgTypes.BOOL), true),
            SqlStdOperatorTable.CASE,
            List.of(
                exists,
                analysis.rex().makeLiteral(true),
                RexSubQuery.exists(filtered(rel, open)),
                unknown(),
                analysis.rex().makeLiteral(false)));
  }

  /** The condition's value for the only row. */
  RexNode single(List<Typed> operands, RelNode rel, Condition condition) {
    RexNode holds = condition(operands, rel, condition);
    return RexSubQuery.scalar(Projections.project(rel, List.of(holds), List.of("holds")));
  }

  /** The elements of an array that the row outside has, as rows. */
  RelNode elements(Typed array, PgType element) {
    FunctionResolver.Choice unnest =
        analysis.functions().function("unnest", List.of(array), array.position());
    RelNode one =
        Projections.project(
            LogicalValues.createOneRow(analysis.session().cluster()), List.of(), List.of());
    return TableFunctionRel.create(
        one,
        unnest.function(),
        List.of(array.rex().accept(outward(one))),
        false,
        false,
        analysis.session().types().builder().add("element", analysis.rel(element, true)).build());
  }

  /** The value, or null if an array is null. */
  RexNode unlessNull(RexNode array, RexNode value) {
    return analysis
        .rex()
        .makeCall(
            analysis.rel(PgType.of(PgTypes.BOOL), true),
            SqlStdOperatorTable.CASE,
            List.of(analysis.rex().makeCall(SqlStdOperatorTable.IS_NULL, array), unknown(), value));
  }

  private static RelNode filtered(RelNode rel, RexNode condition) {
    return LogicalFilter.create(rel, condition);
  }

  private RexNode unknown() {
    return analysis.rex().makeNullLiteral(analysis.rel(PgType.of(PgTypes.BOOL), true));
  }

  private RexNode condition(List<Typed> operands, RelNode rel, Condition condition) {
    List<Typed> outside = new ArrayList<>();
    RexShuttle outward = outward(rel);
    operands.forEach(operand -> outside.add(operand.with(operand.rex().accept(outward))));
    List<Typed> columns = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      columns.add(new Typed(analysis.rex().makeInputRef(rel, i), operands.get(i).position()));
    }
    return condition.between(outside, columns);
  }

  /**
   * From columns of the row outside to fields of the variable that stands for it: the one that the
   * subquery uses already, since it may have only one.
   */
  private RexShuttle outward(RelNode rel) {
    return new RexShuttle() {
      private RexNode variable;

      @Override
      public RexNode visitInputRef(RexInputRef reference) {
        if (variable == null) {
          CorrelationId id =
              RelOptUtil.getVariablesUsed(rel).stream()
                  .filter(scope::hasCreated)
                  .findFirst()
                  .orElseGet(() -> scope.anotherCorrelation(rel));
          variable = analysis.rex().makeCorrel(scope.outerRow(), id);
        }
        RexNode access = analysis.rex().makeFieldAccess(variable, reference.getIndex());
        Scope.ColumnUse use = scope.use(reference);
        if (use != null) {
          scope.recordUse(access, use.name(), use.position());
        }
        return access;
      }
    };
  }
}
