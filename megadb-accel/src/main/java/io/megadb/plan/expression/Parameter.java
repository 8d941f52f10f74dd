package io.megadb.plan.expression;

import io.megadb.type.PgType;
import java.util.List;

/**
 * A slot bound when the plan is executed.
 *
 * @param index from 0: $1 is 0
 */
public record Parameter(int index, PgType type) implements Expression {
  @Override
  public List<Expression> operands() {
    return List.of();
  }

  @Override
  public String toString() {
    return "?" + (index + 1);
  }
}
