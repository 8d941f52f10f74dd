package io.megadb.plan.expression;

import io.megadb.type.PgType;
import java.util.List;

/** Forms that treat null or evaluation order unlike a function. */
public record SpecialForm(Form form, List<Expression> operands, PgType type) implements Expression {
  /** The closed set of forms. */
  public enum Form {
    /** Any number of booleans; three-valued; later ones are evaluated only where needed. */
    AND,
    OR,
    NOT,
    IS_NULL,
    IS_NOT_NULL,
    IS_TRUE,
    IS_NOT_TRUE,
    IS_FALSE,
    IS_NOT_FALSE,
    /** Two operands of one type; null is a value like any other. */
    IS_DISTINCT_FROM,
    IS_NOT_DISTINCT_FROM,
    /** The first operand that is not null; later ones are evaluated only where needed. */
    COALESCE,
    /** Null if both operands (of one type) are equal, else the first. */
    NULLIF,
    GREATEST,
    LEAST,
    /** First operand = any of the other operands, all of one type; null as in a chain of ORs. */
    IN
  }

  public SpecialForm {
    operands = List.copyOf(operands);
  }

  @Override
  public String toString() {
    return form
        + operands.stream()
            .map(Object::toString)
            .collect(java.util.stream.Collectors.joining(", ", "(", ")"));
  }
}
