package io.megadb.planner.relation;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.FunctionId;
import io.megadb.function.FunctionRegistry;
import io.megadb.function.OperatorSignature;
import io.megadb.plan.expression.CaseExpression;
import io.megadb.plan.expression.Cast;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.Literal;
import io.megadb.plan.expression.Parameter;
import io.megadb.plan.expression.SpecialForm;
import io.megadb.plan.expression.SpecialForm.Form;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;

/** Expressions of the logical plan as records. */
public final class ExpressionTranslator {
  private final FunctionRegistry functions;

  public ExpressionTranslator(FunctionRegistry functions) {
    this.functions = functions;
  }

  public List<Expression> translate(List<? extends RexNode> nodes) {
    List<Expression> expressions = new ArrayList<>();
    for (RexNode node : nodes) {
      expressions.add(translate(node));
    }
    return expressions;
  }

  public Expression translate(RexNode node) {
    PgType type = PgRelDataType.of(node.getType());
    if (node instanceof RexInputRef reference) {
      return new InputReference(reference.getIndex(), type);
    }
    if (node instanceof RexLiteral literal) {
      return new Literal(value(literal, type), type);
    }
    if (node instanceof RexDynamicParam parameter) {
      return new Parameter(parameter.getIndex(), type);
    }
    if (node instanceof RexCall call) {
      return call(call, type);
    }
    throw MegaDbException.notSupported("correlated reference of this form");
  }

  private static Object value(RexLiteral literal, PgType type) {
    if (literal.isNull()) {
      return null;
    }
    return switch (type.kind()) {
      case BOOL -> literal.getValueAs(Boolean.class);
      case LONG -> literal.getValueAs(Long.class);
      case NUMERIC -> PgNumeric.of(literal.getValueAs(BigDecimal.class));
      case DOUBLE -> literal.getValueAs(BigDecimal.class).doubleValue();
      default -> throw new IllegalStateException("literal " + literal + " of type " + type);
    };
  }

  private Expression call(RexCall call, PgType type) {
    SqlOperator operator = call.getOperator();
    if (operator instanceof PgConstant constant) {
      if (constant.isOpen() && !constant.type().is(PgTypes.UNKNOWN)) {
        return new Parameter(constant.slot(), constant.type());
      }
      return new Literal(constant.value(), constant.type());
    }
    if (operator instanceof PgFunctionOperator function) {
      List<Expression> operands = new ArrayList<>();
      for (RexNode operand : call.getOperands()) {
        operands.add(withoutRelabel(translate(operand)));
      }
      return new FunctionCall(function.id(), operands, type);
    }
    if (operator instanceof PgCastOperator cast) {
      return new Cast(translate(call.getOperands().get(0)), cast.target(), cast.explicit());
    }
    if (operator instanceof PgSpecialOperator special) {
      return new SpecialForm(special.form(), translate(call.getOperands()), type);
    }
    return switch (call.getKind()) {
      case AND -> form(Form.AND, call, type);
      case OR -> form(Form.OR, call, type);
      case NOT -> form(Form.NOT, call, type);
      case IS_NULL -> form(Form.IS_NULL, call, type);
      case IS_NOT_NULL -> form(Form.IS_NOT_NULL, call, type);
      case IS_TRUE -> form(Form.IS_TRUE, call, type);
      case IS_NOT_TRUE -> form(Form.IS_NOT_TRUE, call, type);
      case IS_FALSE -> form(Form.IS_FALSE, call, type);
      case IS_NOT_FALSE -> form(Form.IS_NOT_FALSE, call, type);
      case IS_DISTINCT_FROM -> form(Form.IS_DISTINCT_FROM, call, type);
      case IS_NOT_DISTINCT_FROM -> form(Form.IS_NOT_DISTINCT_FROM, call, type);
      case COALESCE -> form(Form.COALESCE, call, type);
      case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          comparison(call, type);
      case CASE -> caseWhen(call, type);
      case CAST -> cast(call, type);
      default ->
          throw new MegaDbException(
              SqlState.INTERNAL_ERROR, "no plan for operator " + call.getOperator().getName());
    };
  }

  private SpecialForm form(Form form, RexCall call, PgType type) {
    return new SpecialForm(form, translate(call.getOperands()), type);
  }

  private Expression cast(RexCall call, PgType type) {
    Expression operand = translate(call.getOperands().get(0));
    return operand.type().equals(type) ? operand : new Cast(operand, type, false);
  }

  private Expression caseWhen(RexCall call, PgType type) {
    List<RexNode> operands = call.getOperands();
    List<CaseExpression.Branch> branches = new ArrayList<>();
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      branches.add(
          new CaseExpression.Branch(translate(operands.get(i)), translate(operands.get(i + 1))));
    }
    return new CaseExpression(branches, translate(operands.get(operands.size() - 1)), type);
  }

  private Expression comparison(RexCall call, PgType type) {
    Expression left = withoutRelabel(translate(call.getOperands().get(0)));
    Expression right = withoutRelabel(translate(call.getOperands().get(1)));
    return new FunctionCall(
        comparison(call.getKind(), left.type(), right.type()), List.of(left, right), type);
  }

  /** The function that compares values of these types. */
  public FunctionId comparison(SqlKind kind, PgType left, PgType right) {
    String symbol =
        switch (kind) {
          case EQUALS -> "=";
          case NOT_EQUALS -> "<>";
          case LESS_THAN -> "<";
          case LESS_THAN_OR_EQUAL -> "<=";
          case GREATER_THAN -> ">";
          default -> ">=";
        };
    BaseType a = comparable(left);
    BaseType b = comparable(right);
    for (OperatorSignature operator : functions.operators(symbol)) {
      if (operator.left() != null && operator.left().equals(a) && operator.right().equals(b)) {
        return operator.function();
      }
    }
    for (OperatorSignature operator : functions.operators(symbol)) {
      if (a.isArray() && PgTypes.ANYARRAY.equals(operator.left())) {
        return operator.function();
      }
    }
    throw new MegaDbException(
        SqlState.UNDEFINED_FUNCTION,
        "operator does not exist: " + left + " " + symbol + " " + right);
  }

  private static BaseType comparable(PgType type) {
    return type.is(PgTypes.VARCHAR) ? PgTypes.TEXT : type.base();
  }

  /** varchar and text hold the same values, so a function may read the column itself. */
  private static Expression withoutRelabel(Expression expression) {
    return expression instanceof Cast cast
            && cast.type().equals(PgType.of(PgTypes.TEXT))
            && cast.operand().type().is(PgTypes.VARCHAR)
        ? cast.operand()
        : expression;
  }
}
