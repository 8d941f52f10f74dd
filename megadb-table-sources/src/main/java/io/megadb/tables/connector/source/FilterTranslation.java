package io.megadb.tables.connector.source;

import io.megadb.function.FunctionRegistry;
import io.megadb.function.OperatorSignature;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.Literal;
import io.megadb.plan.expression.SpecialForm;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;

/**
 * Flink's conditions as ours, where both mean the same: comparisons of a column with a constant,
 * IS [NOT] NULL, boolean columns, AND, OR. Everything else stays with Flink. Floating-point columns
 * stay too, because NaN compares differently, and char(n), whose padding Flink does not ignore.
 */
final class FilterTranslation {
  private static final PgType BOOL = PgType.of(PgTypes.BOOL);

  private static final Map<FunctionDefinition, String> COMPARISONS =
      Map.of(
          BuiltInFunctionDefinitions.EQUALS, "=",
          BuiltInFunctionDefinitions.NOT_EQUALS, "<>",
          BuiltInFunctionDefinitions.LESS_THAN, "<",
          BuiltInFunctionDefinitions.LESS_THAN_OR_EQUAL, "<=",
          BuiltInFunctionDefinitions.GREATER_THAN, ">",
          BuiltInFunctionDefinitions.GREATER_THAN_OR_EQUAL, ">=");

  private static final Map<String, String> MIRRORED =
      Map.of("=", "=", "<>", "<>", "<", ">", "<=", ">=", ">", "<", ">=", "<=");

  private final TableDefinition table;
  private final FunctionRegistry functions;

  FilterTranslation(TableDefinition table, FunctionRegistry functions) {
    this.table = table;
    this.functions = functions;
  }

  /** The condition over the table's columns by their positions, or empty. */
  Optional<Expression> translate(ResolvedExpression condition) {
    if (condition instanceof FieldReferenceExpression) {
      return column(condition).filter(column -> column.type().is(PgTypes.BOOL)).map(c -> c);
    }
    if (!(condition instanceof CallExpression call)) {
      return Optional.empty();
    }
    FunctionDefinition function = call.getFunctionDefinition();
    List<ResolvedExpression> operands = call.getResolvedChildren();
    if (function.equals(BuiltInFunctionDefinitions.AND)) {
      return all(SpecialForm.Form.AND, operands);
    }
    if (function.equals(BuiltInFunctionDefinitions.OR)) {
      return all(SpecialForm.Form.OR, operands);
    }
    if (function.equals(BuiltInFunctionDefinitions.IS_NULL)) {
      return nullTest(SpecialForm.Form.IS_NULL, operands.get(0));
    }
    if (function.equals(BuiltInFunctionDefinitions.IS_NOT_NULL)) {
      return nullTest(SpecialForm.Form.IS_NOT_NULL, operands.get(0));
    }
    if (function.equals(BuiltInFunctionDefinitions.NOT)) {
      return all(SpecialForm.Form.NOT, operands);
    }
    String operator = COMPARISONS.get(function);
    return operator == null
        ? Optional.empty()
        : comparison(operands.get(0), operator, operands.get(1))
            .or(() -> comparison(operands.get(1), MIRRORED.get(operator), operands.get(0)));
  }

  private Optional<Expression> all(SpecialForm.Form form, List<ResolvedExpression> operands) {
    List<Expression> translated = new ArrayList<>();
    for (ResolvedExpression operand : operands) {
      Optional<Expression> one = translate(operand);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      translated.add(one.get());
    }
    return Optional.of(new SpecialForm(form, translated, BOOL));
  }

  private Optional<Expression> nullTest(SpecialForm.Form form, ResolvedExpression operand) {
    return column(operand).map(column -> new SpecialForm(form, List.of(column), BOOL));
  }

  private Optional<Expression> comparison(
      ResolvedExpression left, String operator, ResolvedExpression right) {
    Optional<InputReference> column = column(left);
    if (column.isEmpty() || !(right instanceof ValueLiteralExpression constant)) {
      return Optional.empty();
    }
    PgType type = column.get().type();
    Optional<Object> value = LiteralValues.of(constant, type);
    Optional<OperatorSignature> signature = operator(operator, comparedAs(type));
    if (value.isEmpty() || signature.isEmpty()) {
      return Optional.empty();
    }
    Literal literal = new Literal(value.get(), PgType.of(comparedAs(type)));
    return Optional.of(
        new FunctionCall(
            signature.get().function(), List.of(column.get(), literal), BOOL));
  }

  /** varchar has no operators of its own. */
  private static BaseType comparedAs(PgType type) {
    return type.is(PgTypes.VARCHAR) ? PgTypes.TEXT : type.base();
  }

  private Optional<OperatorSignature> operator(String symbol, BaseType type) {
    return functions.operators(symbol).stream()
        .filter(operator -> type.equals(operator.left()) && type.equals(operator.right()))
        .findFirst();
  }

  private Optional<InputReference> column(ResolvedExpression expression) {
    if (!(expression instanceof FieldReferenceExpression reference)) {
      return Optional.empty();
    }
    int position = table.columnIndex(reference.getName());
    return position < 0
        ? Optional.empty()
        : Optional.of(new InputReference(position, table.columns().get(position).type()));
  }
}
