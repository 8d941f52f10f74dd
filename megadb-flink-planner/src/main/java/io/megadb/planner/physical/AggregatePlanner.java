package io.megadb.planner.physical;

import io.megadb.error.MegaDbException;
import io.megadb.function.FunctionId;
import io.megadb.function.FunctionRegistry;
import io.megadb.plan.AggregateCall;
import io.megadb.plan.AggregateNode;
import io.megadb.plan.CostVector;
import io.megadb.plan.PlanNode;
import io.megadb.plan.SingleRowNode;
import io.megadb.plan.SortKey;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.InputReference;
import io.megadb.planner.relation.ExpressionTranslator;
import io.megadb.planner.relation.PgAggregateFunction;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;

/** Aggregations: those of the statement, and those that subquery removal makes. */
final class AggregatePlanner {
  private final PlanBuilder builder;
  private final ExpressionTranslator expressions;
  private final FunctionRegistry functions;

  AggregatePlanner(
      PlanBuilder builder, ExpressionTranslator expressions, FunctionRegistry functions) {
    this.builder = builder;
    this.expressions = expressions;
    this.functions = functions;
  }

  PlanNode aggregate(Aggregate aggregate, PlanNode input, double rows) {
    if (aggregate.getGroupSets().size() != 1) {
      throw MegaDbException.notSupported("GROUPING SETS");
    }
    if (isSingleRow(aggregate)) {
      PlanNode column = builder.columns(input, aggregate.getAggCallList().get(0).getArgList());
      return new SingleRowNode(builder.properties(1, CostVector.ZERO), column);
    }
    List<Integer> keys = aggregate.getGroupSet().asList();
    List<AggregateCall> calls = new ArrayList<>();
    List<PgType> types = new ArrayList<>();
    for (int key : keys) {
      types.add(input.types().get(key));
    }
    List<Expression> output = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      output.add(new InputReference(i, types.get(i)));
    }
    for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
      if (call.getAggregation().getKind() == SqlKind.LITERAL_AGG) {
        RexNode literal = call.rexList.get(0);
        output.add(expressions.translate(literal));
        continue;
      }
      PgType type = PgRelDataType.of(call.getType());
      output.add(new InputReference(keys.size() + calls.size(), type));
      calls.add(call(call, input, type));
      types.add(type);
    }
    PlanNode node = builder.aggregate(input, keys, calls, AggregateNode.Phase.SINGLE, types, rows);
    return builder.project(node, output);
  }

  private static boolean isSingleRow(Aggregate aggregate) {
    return aggregate.getGroupCount() == 0
        && aggregate.getAggCallList().size() == 1
        && aggregate.getAggCallList().get(0).getAggregation().getKind() == SqlKind.SINGLE_VALUE;
  }

  private AggregateCall call(
      org.apache.calcite.rel.core.AggregateCall call, PlanNode input, PgType type) {
    List<PgType> types = new ArrayList<>();
    for (int argument : call.getArgList()) {
      types.add(input.types().get(argument));
    }
    List<SortKey> order = new ArrayList<>();
    for (RelFieldCollation key : call.getCollation().getFieldCollations()) {
      order.add(SortKeys.of(key));
    }
    return new AggregateCall(
        function(call.getAggregation(), types),
        call.getArgList(),
        types,
        call.isDistinct(),
        call.filterArg,
        order,
        type);
  }

  private FunctionId function(SqlAggFunction aggregation, List<PgType> types) {
    if (aggregation instanceof PgAggregateFunction ours) {
      return ours.signature().id();
    }
    String name =
        switch (aggregation.getKind()) {
          case COUNT -> "count";
          case MIN -> "min";
          case MAX -> "max";
          case SINGLE_VALUE -> "single_value";
          default ->
              throw MegaDbException.notSupported(
                  "aggregate " + aggregation.getName() + " of a rewritten subquery");
        };
    List<BaseType> arguments =
        types.stream().map(type -> type.is(PgTypes.VARCHAR) ? PgTypes.TEXT : type.base()).toList();
    FunctionId exact = FunctionId.of(name, arguments);
    if (functions.aggregate(exact) != null) {
      return exact;
    }
    for (BaseType polymorphic : List.of(PgTypes.ANY, PgTypes.ANYELEMENT, PgTypes.ANYARRAY)) {
      FunctionId any = FunctionId.of(name, List.of(polymorphic));
      if (functions.aggregate(any) != null) {
        return any;
      }
    }
    throw MegaDbException.notSupported("aggregate " + exact + " of a rewritten subquery");
  }
}
