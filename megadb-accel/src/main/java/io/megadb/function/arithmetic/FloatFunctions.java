package io.megadb.function.arithmetic;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.vector.DoubleBuilder;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Mathematical functions of double precision. */
public final class FloatFunctions implements FunctionFamily {
  @Override
  public void define(FunctionTable table) {
    for (String name : List.of("ceil", "ceiling")) {
      unary(table, name, Math::ceil);
    }
    unary(table, "floor", Math::floor);
    unary(table, "round", Math::rint);
    unary(table, "dround", Math::rint);
    unary(table, "trunc", FloatFunctions::truncate);
    unary(table, "dtrunc", FloatFunctions::truncate);
    unary(table, "sign", x -> x > 0 ? 1 : x < 0 ? -1 : 0); // 0 for NaN, as PostgreSQL has it
    unary(table, "sqrt", FloatFunctions::sqrt);
    unary(table, "dsqrt", FloatFunctions::sqrt);
    unary(table, "cbrt", Math::cbrt);
    unary(table, "dcbrt", Math::cbrt);
    unary(table, "exp", FloatFunctions::exp);
    unary(table, "dexp", FloatFunctions::exp);
    unary(table, "ln", x -> Math.log(checkLogarithm(x)));
    unary(table, "dlog1", x -> Math.log(checkLogarithm(x)));
    unary(table, "log", x -> Math.log10(checkLogarithm(x)));
    unary(table, "log10", x -> Math.log10(checkLogarithm(x)));
    unary(table, "dlog10", x -> Math.log10(checkLogarithm(x)));
    unary(table, "sin", x -> Math.sin(finite(x)));
    unary(table, "cos", x -> Math.cos(finite(x)));
    unary(table, "tan", x -> Math.tan(finite(x)));
    unary(table, "asin", x -> Math.asin(unit(x)));
    unary(table, "acos", x -> Math.acos(unit(x)));
    unary(table, "atan", Math::atan);
    unary(table, "sinh", Math::sinh);
    unary(table, "cosh", Math::cosh);
    unary(table, "tanh", Math::tanh);
    unary(table, "degrees", Math::toDegrees);
    unary(table, "radians", Math::toRadians);
    unary(table, "abs", Math::abs);
    unary(table, "float8abs", Math::abs);
    for (String id : List.of("abs(float4)", "float4abs(float4)")) {
      table.rows(
          id,
          (a, row, out, context) ->
              ((DoubleBuilder) out).appendDouble(Math.abs(a[0].doubleAt(row))));
    }
    for (String name : List.of("power", "pow", "dpow")) {
      table.rows(
          name + "(float8,float8)",
          (a, row, out, context) ->
              ((DoubleBuilder) out).appendDouble(power(a[0].doubleAt(row), a[1].doubleAt(row))));
    }
    table.rows(
        "atan2(float8,float8)",
        (a, row, out, context) ->
            ((DoubleBuilder) out).appendDouble(Math.atan2(a[0].doubleAt(row), a[1].doubleAt(row))));
    table.rows("pi()", (a, row, out, context) -> ((DoubleBuilder) out).appendDouble(Math.PI));
  }

  private static void unary(FunctionTable table, String name, DoubleUnaryOperator operator) {
    table.rows(
        name + "(float8)",
        (a, row, out, context) ->
            ((DoubleBuilder) out).appendDouble(operator.applyAsDouble(a[0].doubleAt(row))));
  }

  private static double truncate(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  private static double sqrt(double x) {
    if (x < 0) {
      throw new MegaDbException(
          SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
          "cannot take square root of a negative number");
    }
    return Math.sqrt(x);
  }

  private static double exp(double x) {
    double result = Math.exp(x);
    if (Double.isInfinite(result) && !Double.isInfinite(x)) {
      throw ArithmeticErrors.overflow();
    }
    if (result == 0 && !Double.isInfinite(x)) {
      throw ArithmeticErrors.underflow();
    }
    return result;
  }

  private static double checkLogarithm(double x) {
    if (x <= 0) {
      throw new MegaDbException(
          SqlState.INVALID_ARGUMENT_FOR_LOGARITHM,
          x == 0 ? "cannot take logarithm of zero" : "cannot take logarithm of a negative number");
    }
    return x;
  }

  private static double finite(double x) {
    if (Double.isInfinite(x)) {
      throw inputOutOfRange();
    }
    return x;
  }

  private static double unit(double x) {
    if (x < -1 || x > 1) {
      throw inputOutOfRange();
    }
    return x;
  }

  private static MegaDbException inputOutOfRange() {
    return new MegaDbException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "input is out of range");
  }

  static double power(double x, double y) {
    if (Double.isNaN(x)) {
      return y == 0 ? 1 : x;
    }
    if (Double.isNaN(y)) {
      return x == 1 ? 1 : y;
    }
    if (x == 0 && y < 0) {
      throw NumericFunctions.powerError("zero raised to a negative power is undefined");
    }
    if (x < 0 && Math.floor(y) != y) {
      throw NumericFunctions.powerError(
          "a negative number raised to a non-integer power yields a complex result");
    }
    if (Double.isInfinite(y) && Math.abs(x) == 1) {
      return 1;
    }
    double result = Math.pow(x, y);
    if (!Double.isInfinite(x) && !Double.isInfinite(y)) {
      if (Double.isInfinite(result)) {
        throw ArithmeticErrors.overflow();
      }
      if (result == 0 && x != 0) {
        throw ArithmeticErrors.underflow();
      }
    }
    return result;
  }
}
