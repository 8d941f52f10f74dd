package io.megadb.plan.expression;

import io.megadb.function.FunctionId;
import io.megadb.type.PgType;
import java.util.List;

/** A call of a scalar function; operators are calls too. */
public record FunctionCall(FunctionId function, List<Expression> operands, PgType type)
    implements Expression {
  public FunctionCall {
    operands = List.copyOf(operands);
  }

  @Override
  public String toString() {
    return function.name()
        + operands.stream()
            .map(Object::toString)
            .collect(java.util.stream.Collectors.joining(", ", "(", ")"));
  }
}
