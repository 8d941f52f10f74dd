package io.megadb.planner.analyze;

import io.megadb.function.Accumulator;
import io.megadb.planner.relation.Applies;
import io.megadb.planner.relation.CorrelationRewrite;
import io.megadb.planner.relation.PgAggregateFunction;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.planner.relation.Projections;
import io.megadb.type.PgType;
import io.megadb.vector.Values;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * A correlated scalar subquery that aggregates without GROUP BY has one row even over no input, but
 * decorrelation turns it into an outer join that then gives null. So only the bare aggregates stay
 * inside, what they give over no input is put in for null, and everything else is computed outside.
 */
final class CorrelatedAggregate {
  private final Analysis analysis;
  private final Scope scope;

  CorrelatedAggregate(Analysis analysis, Scope scope) {
    this.analysis = analysis;
    this.scope = scope;
  }

  RexNode scalar(Project project) {
    Aggregate aggregate = (Aggregate) project.getInput();
    CorrelationId own = scope.usedCorrelation();
    return project
        .getProjects()
        .get(0)
        .accept(
            new RexShuttle() {
              @Override
              public RexNode visitInputRef(RexInputRef reference) {
                return single(aggregate, reference.getIndex());
              }

              @Override
              public RexNode visitFieldAccess(RexFieldAccess access) {
                return access.getReferenceExpr() instanceof RexCorrelVariable variable
                        && variable.id.equals(own)
                    ? analysis.rex().makeInputRef(access.getType(), access.getField().getIndex())
                    : super.visitFieldAccess(access);
              }
            });
  }

  private RexNode single(Aggregate aggregate, int index) {
    AggregateCall call = aggregate.getAggCallList().get(index);
    CorrelationId own = scope.usedCorrelation();
    RelNode input = aggregate.getInput();
    if (own != null) {
      RexNode fresh =
          analysis.rex().makeCorrel(scope.outerRow(), scope.anotherCorrelation(aggregate));
      input =
          new CorrelationRewrite(
                  own,
                  access -> {
                    RexNode moved =
                        analysis.rex().makeFieldAccess(fresh, access.getField().getIndex());
                    Scope.ColumnUse use = scope.use(access);
                    if (use != null) {
                      scope.recordUse(moved, use.name(), use.position());
                    }
                    return moved;
                  })
              .rewrite(input);
    }
    RelNode one =
        LogicalAggregate.create(
            input, List.of(Applies.NULL_WITHOUT_ROWS), ImmutableBitSet.of(), null, List.of(call));
    RelNode projected =
        Projections.project(one, List.of(analysis.rex().makeInputRef(one, 0)), List.of("value"));
    RexNode value = RexSubQuery.scalar(projected);
    Object empty = overNoRows(call, aggregate);
    if (empty == null) {
      return value;
    }
    PgType type = PgRelDataType.of(call.getType());
    RelDataType notNull = analysis.rel(type, false);
    return analysis
        .rex()
        .makeCall(
            notNull,
            SqlStdOperatorTable.COALESCE,
            List.of(value, analysis.rex().constant(empty, type)));
  }

  private Object overNoRows(AggregateCall call, Aggregate aggregate) {
    PgAggregateFunction function = (PgAggregateFunction) call.getAggregation();
    List<PgType> arguments = new ArrayList<>();
    for (int argument : call.getArgList()) {
      arguments.add(
          PgRelDataType.of(
              aggregate.getInput().getRowType().getFieldList().get(argument).getType()));
    }
    Accumulator accumulator =
        analysis
            .context()
            .functions()
            .aggregate(function.signature().id())
            .bind(arguments, PgRelDataType.of(call.getType()))
            .create();
    accumulator.ensureGroups(1);
    return Values.get(accumulator.result(0, 1), 0);
  }
}
