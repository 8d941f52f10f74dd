package io.megadb.tables;

import io.megadb.function.OperatorSignature;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.Literal;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.List;

/** Conditions over a scan's columns, as the planner makes them. */
public final class Filters {
  private Filters() {}

  /** column operator constant, with the registry's own function. */
  public static Expression compare(int column, PgType type, String symbol, Object value) {
    return compare(column, type, symbol, new Literal(value, type));
  }

  public static Expression compare(int column, PgType type, String symbol, Expression constant) {
    OperatorSignature operator =
        TestDatabase.TASKS.functions().operators(symbol).stream()
            .filter(
                candidate ->
                    type.base().equals(candidate.left()) && type.base().equals(candidate.right()))
            .findFirst()
            .orElseThrow();
    return new FunctionCall(
        operator.function(),
        List.of(new InputReference(column, type), constant),
        PgType.of(PgTypes.BOOL));
  }
}
