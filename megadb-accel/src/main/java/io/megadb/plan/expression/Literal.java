package io.megadb.plan.expression;

import io.megadb.type.PgType;
import java.util.List;

/**
 * A constant.
 *
 * @param value as in {@code io.megadb.vector.Values}; null for SQL null
 */
public record Literal(Object value, PgType type) implements Expression {
  @Override
  public List<Expression> operands() {
    return List.of();
  }

  @Override
  public String toString() {
    return value == null ? "NULL" : "'" + value + "'::" + type;
  }
}
