package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.util.Optionality;

/**
 * Carries the ORDER BY of aggregates through Calcite's decorrelation, which moves the columns of
 * arguments but not those of the order: in between the keys are arguments too.
 */
final class OrderedAggregates {
  /** Stands for an aggregate whose first arguments are its own and whose others are sort keys. */
  private static final class Carrier extends SqlAggFunction {
    private static final long serialVersionUID = 1L;

    private final SqlAggFunction function;
    private final int arguments;
    private final transient List<RelFieldCollation> keys;

    Carrier(AggregateCall call) {
      super(
          call.getAggregation().getName() + call.getCollation(),
          null,
          SqlKind.OTHER_FUNCTION,
          binding -> call.getType(),
          null,
          OperandTypes.VARIADIC,
          SqlFunctionCategory.USER_DEFINED_FUNCTION,
          false,
          false,
          Optionality.OPTIONAL);
      function = call.getAggregation();
      arguments = call.getArgList().size();
      keys = call.getCollation().getFieldCollations();
    }
  }

  private OrderedAggregates() {}

  /** Makes arguments of sort keys. */
  static RelNode hide(RelNode plan) {
    return plan.accept(
        new Calls() {
          @Override
          AggregateCall change(AggregateCall call) {
            if (call.getCollation().getFieldCollations().isEmpty()) {
              return call;
            }
            List<Integer> arguments = new ArrayList<>(call.getArgList());
            call.getCollation().getFieldCollations().forEach(k -> arguments.add(k.getFieldIndex()));
            return copy(call, new Carrier(call), arguments, List.of());
          }
        });
  }

  /** Makes sort keys of what {@link #hide} made arguments. */
  static RelNode show(RelNode plan) {
    return plan.accept(
        new Calls() {
          @Override
          AggregateCall change(AggregateCall call) {
            if (!(call.getAggregation() instanceof Carrier carrier)) {
              return call;
            }
            List<Integer> arguments = call.getArgList().subList(0, carrier.arguments);
            List<RelFieldCollation> keys = new ArrayList<>();
            for (RelFieldCollation key : carrier.keys) {
              keys.add(
                  key.withFieldIndex(call.getArgList().get(carrier.arguments + keys.size())));
            }
            return copy(call, carrier.function, arguments, keys);
          }
        });
  }

  private static AggregateCall copy(
      AggregateCall call,
      SqlAggFunction function,
      List<Integer> arguments,
      List<RelFieldCollation> keys) {
    return AggregateCall.create(
        function,
        call.isDistinct(),
        call.isApproximate(),
        call.ignoreNulls(),
        call.rexList,
        arguments,
        call.filterArg,
        call.distinctKeys,
        RelCollations.of(keys),
        call.getType(),
        call.getName());
  }

  /** Changes the calls of all aggregations. */
  private abstract static class Calls extends RelHomogeneousShuttle {
    abstract AggregateCall change(AggregateCall call);

    @Override
    public RelNode visit(RelNode other) {
      RelNode node = super.visit(other);
      if (!(node instanceof Aggregate aggregate)) {
        return node;
      }
      List<AggregateCall> calls = aggregate.getAggCallList().stream().map(this::change).toList();
      return calls.equals(aggregate.getAggCallList())
          ? node
          : aggregate.copy(
              aggregate.getTraitSet(),
              aggregate.getInput(),
              aggregate.getGroupSet(),
              aggregate.getGroupSets(),
              calls);
    }
  }
}
