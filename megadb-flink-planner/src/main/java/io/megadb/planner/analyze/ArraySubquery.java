package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.function.FunctionId;
import io.megadb.function.FunctionSignature;
import io.megadb.planner.relation.PgAggregateFunction;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * ARRAY(query): the query's one column aggregated by array_agg in the query's order, and an empty
 * array where there are no rows.
 */
final class ArraySubquery {
  private final Analysis analysis;
  private final Scope scope;

  /** What is aggregated: a column of rows, in an order of those rows. */
  private record Source(RelNode rows, int column, RelCollation order) {
    static Source of(RelNode query) {
      if (query instanceof Sort sort) {
        return new Source(unsorted(sort), 0, sort.getCollation());
      }
      if (query instanceof Project project
          && project.getInput() instanceof Sort sort
          && project.getProjects().get(0) instanceof RexInputRef column) {
        return new Source(unsorted(sort), column.getIndex(), sort.getCollation());
      }
      return new Source(query, 0, RelCollations.EMPTY);
    }

    /** LIMIT and OFFSET need the sort that stands with them. */
    private static RelNode unsorted(Sort sort) {
      return sort.fetch == null && sort.offset == null ? sort.getInput() : sort;
    }
  }

  ArraySubquery(Analysis analysis, Scope scope) {
    this.analysis = analysis;
    this.scope = scope;
  }

  Typed array(SqlCall call) {
    SqlNode node = call.operand(0);
    return scope.subquery(
        () -> {
          RelNode query = analysis.queries().query(node, scope, scope.commonTables(), true).rel();
          if (query.getRowType().getFieldCount() != 1) {
            throw analysis.error(
                SqlState.SYNTAX_ERROR, "subquery must return only one column", call);
          }
          PgType element = PgRelDataType.of(query.getRowType().getFieldList().get(0).getType());
          BaseType array = PgTypes.arrayOf(element.base());
          if (array == null) {
            throw analysis.notSupported("ARRAY(query) of " + element, call);
          }
          PgType type = new PgType(array, element.typmod());
          RelNode aggregated = aggregated(Source.of(query), type);
          RexNode value =
              SubqueryAnalyzer.isCorrelatedAggregate(aggregated)
                  ? new CorrelatedAggregate(analysis, scope).scalar((Project) aggregated)
                  : RexSubQuery.scalar(aggregated);
          return new Typed(orEmpty(value, type), call.getParserPosition());
        });
  }

  private RelNode aggregated(Source source, PgType type) {
    FunctionSignature function =
        analysis
            .context()
            .functions()
            .aggregate(FunctionId.of("array_agg", List.of(PgTypes.ANYELEMENT)))
            .signature();
    RelDataType result = analysis.rel(type, true);
    AggregateCall call =
        AggregateCall.create(
            new PgAggregateFunction(function, result),
            false,
            false,
            false,
            List.of(),
            List.of(source.column()),
            -1,
            null,
            source.order(),
            result,
            "array");
    RelNode aggregate =
        LogicalAggregate.create(
            source.rows(), List.of(), ImmutableBitSet.of(), null, List.of(call));
    return LogicalProject.create(
        aggregate,
        List.of(),
        List.of(analysis.rex().makeInputRef(aggregate, 0)),
        List.of("array"),
        Set.of());
  }

  private RexNode orEmpty(RexNode value, PgType type) {
    return analysis
        .rex()
        .makeCall(
            analysis.rel(type, false),
            SqlStdOperatorTable.COALESCE,
            List.of(value, analysis.rex().constant(List.of(), type)));
  }
}
