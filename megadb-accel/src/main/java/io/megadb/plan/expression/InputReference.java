package io.megadb.plan.expression;

import io.megadb.type.PgType;
import java.util.List;

/**
 * A column of the input.
 *
 * @param index position in the input, from 0
 */
public record InputReference(int index, PgType type) implements Expression {
  @Override
  public List<Expression> operands() {
    return List.of();
  }

  @Override
  public String toString() {
    return "$" + index;
  }
}
