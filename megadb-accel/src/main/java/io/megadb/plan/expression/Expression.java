package io.megadb.plan.expression;

import io.megadb.type.PgType;
import java.io.Serializable;
import java.util.List;

/** A value computed from a row. */
public sealed interface Expression extends Serializable
    permits InputReference, Literal, Parameter, FunctionCall, Cast, SpecialForm, CaseExpression {
  PgType type();

  /** Operands, in order of evaluation. */
  List<Expression> operands();
}
