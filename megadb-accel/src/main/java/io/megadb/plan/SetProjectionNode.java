package io.megadb.plan;

import io.megadb.function.FunctionId;
import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls functions that return sets for each input row, all in step: as many rows as the longest set
 * has, nulls where another one has ended. The input's columns come first, then one for each call.
 */
public record SetProjectionNode(PlanProperties properties, PlanNode input, List<Call> calls)
    implements PlanNode {
  public SetProjectionNode {
    calls = List.copyOf(calls);
  }

  /**
   * A call of a table function of one column.
   *
   * @param arguments over the input's columns
   */
  public record Call(FunctionId function, List<Expression> arguments, PgType type)
      implements Serializable {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public List<PgType> types() {
    List<PgType> types = new ArrayList<>(input.types());
    calls.forEach(call -> types.add(call.type()));
    return types;
  }

  @Override
  public SetProjectionNode withInputs(List<PlanNode> inputs) {
    return new SetProjectionNode(properties, inputs.get(0), calls);
  }
}
