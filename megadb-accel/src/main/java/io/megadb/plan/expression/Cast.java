package io.megadb.plan.expression;

import io.megadb.type.PgType;
import java.util.List;

/**
 * A conversion to another type or modifier.
 *
 * @param explicit written by the user: varchar(n) truncates silently instead of failing
 */
public record Cast(Expression operand, PgType type, boolean explicit) implements Expression {
  @Override
  public List<Expression> operands() {
    return List.of(operand);
  }

  @Override
  public String toString() {
    return "(" + operand + ")::" + type;
  }
}
