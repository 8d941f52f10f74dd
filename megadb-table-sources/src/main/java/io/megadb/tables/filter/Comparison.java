package io.megadb.tables.filter;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition "column operator constant".
 *
 * @param column position in the scan's output
 * @param value not null, as in {@code io.megadb.vector.Values}
 */
public record Comparison(int column, Operator operator, Object value) {
  /** Comparison operators. */
  public enum Operator {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE;

    Operator mirrored() {
      return switch (this) {
        case LT -> GT;
        case LE -> GE;
        case GT -> LT;
        case GE -> LE;
        default -> this;
      };
    }
  }

  /**
   * pg_proc's names of comparison functions: a type, then the operator, as in int4eq, text_lt,
   * date_ge, int48le. Others end so too, such as textregexeq, which is ~.
   */
  private static final Pattern NAME =
      Pattern.compile(
          "(?:bool|bpchar|bytea|char|date|float[48]|float48|float84|int[248]|int[248]{2}|interval"
              + "|name|numeric|oid|text|time|timestamp|timestamptz|timetz|uuid)"
              + "_?(eq|ne|lt|le|gt|ge)");

  /** The comparison that an expression is, if it is one with a constant that is not null. */
  public static Optional<Comparison> of(Expression expression, ExecutionContext context) {
    if (!(expression instanceof FunctionCall call) || call.operands().size() != 2) {
      return Optional.empty();
    }
    Matcher name = NAME.matcher(call.function().name());
    if (!call.type().is(PgTypes.BOOL) || !name.matches()) {
      return Optional.empty();
    }
    Operator operator = Operator.valueOf(name.group(1).toUpperCase(java.util.Locale.ROOT));
    List<Expression> operands = call.operands();
    Optional<Comparison> found = of(operands.get(0), operator, operands.get(1), context);
    return found.isPresent()
        ? found
        : of(operands.get(1), operator.mirrored(), operands.get(0), context);
  }

  private static Optional<Comparison> of(
      Expression column, Operator operator, Expression constant, ExecutionContext context) {
    Optional<InputReference> reference = column(column);
    if (reference.isEmpty() || !comparable(reference.get().type(), constant.type())) {
      return Optional.empty();
    }
    return Constants.of(constant, context)
        .filter(value -> value.value() != null)
        .map(value -> new Comparison(reference.get().index(), operator, value.value()));
  }

  /** The column that an expression is, also under a cast that keeps its values. */
  static Optional<InputReference> column(Expression expression) {
    if (expression instanceof InputReference reference) {
      return Optional.of(reference);
    }
    return expression instanceof io.megadb.plan.expression.Cast cast
            && Constants.keepsValue(cast.operand().type(), cast.type())
        ? column(cast.operand())
        : Optional.empty();
  }

  /** True if values of the two types compare as they are held. */
  static boolean comparable(PgType a, PgType b) {
    return a.is(b.base()) || isInteger(a) && isInteger(b) || isText(a) && isText(b);
  }

  private static boolean isInteger(PgType type) {
    return type.is(PgTypes.INT2) || type.is(PgTypes.INT4) || type.is(PgTypes.INT8);
  }

  private static boolean isText(PgType type) {
    return type.is(PgTypes.TEXT) || type.is(PgTypes.VARCHAR);
  }
}
