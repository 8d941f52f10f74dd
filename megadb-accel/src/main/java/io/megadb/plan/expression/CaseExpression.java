package io.megadb.plan.expression;

import io.megadb.type.PgType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The first branch whose condition is true; a branch is evaluated only for the rows that take it.
 *
 * @param otherwise never null; a null literal if there is no ELSE
 */
public record CaseExpression(List<Branch> branches, Expression otherwise, PgType type)
    implements Expression {
  /** WHEN condition THEN value. */
  public record Branch(Expression condition, Expression value) implements Serializable {}

  public CaseExpression {
    branches = List.copyOf(branches);
  }

  @Override
  public List<Expression> operands() {
    List<Expression> operands = new ArrayList<>();
    for (Branch branch : branches) {
      operands.add(branch.condition());
      operands.add(branch.value());
    }
    operands.add(otherwise);
    return operands;
  }
}
