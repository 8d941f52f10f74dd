package io.megadb.plan;

import io.megadb.function.FunctionId;
import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls a table function. Without input once; with an input once for every input row (LATERAL), the
 * input's columns coming first.
 *
 * @param input or null
 * @param arguments over the input's columns
 * @param columnTypes of the function's columns
 * @param ordinality adds a last column bigint that counts the call's rows from 1
 * @param outer an input row without result is kept with nulls
 */
public record TableFunctionNode(
    PlanProperties properties,
    PlanNode input,
    FunctionId function,
    List<Expression> arguments,
    List<PgType> columnTypes,
    boolean ordinality,
    boolean outer)
    implements PlanNode {
  public TableFunctionNode {
    arguments = List.copyOf(arguments);
    columnTypes = List.copyOf(columnTypes);
  }

  @Override
  public List<PlanNode> inputs() {
    return input == null ? List.of() : List.of(input);
  }

  @Override
  public List<PgType> types() {
    List<PgType> types = new ArrayList<>(input == null ? List.of() : input.types());
    types.addAll(columnTypes);
    if (ordinality) {
      types.add(PgType.of(PgTypes.INT8));
    }
    return types;
  }

  @Override
  public TableFunctionNode withInputs(List<PlanNode> inputs) {
    return new TableFunctionNode(
        properties,
        inputs.isEmpty() ? null : inputs.get(0),
        function,
        arguments,
        columnTypes,
        ordinality,
        outer);
  }
}
