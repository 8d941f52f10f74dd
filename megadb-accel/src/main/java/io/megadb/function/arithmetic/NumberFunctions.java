package io.megadb.function.arithmetic;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.NumericBuilder;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.VectorBuilder;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.UnaryOperator;

/** Functions of integers and numeric: abs, round, power, gcd and their kin. */
public final class NumberFunctions implements FunctionFamily {
  @Override
  public void define(FunctionTable table) {
    for (BaseType type : List.of(PgTypes.INT2, PgTypes.INT4, PgTypes.INT8)) {
      IntegerRange range = IntegerRange.of(type);
      for (String name : List.of("abs", type.name() + "abs")) {
        table.rows(
            name + "(" + type + ")",
            (a, row, out, context) -> appendLong(out, range, magnitude(a[0].longAt(row), range)));
      }
    }
    unary(table, "abs", NumericMath::abs);
    unary(table, "numeric_abs", NumericMath::abs);
    unary(table, "ceil", value -> rounded(value, RoundingMode.CEILING));
    unary(table, "ceiling", value -> rounded(value, RoundingMode.CEILING));
    unary(table, "floor", value -> rounded(value, RoundingMode.FLOOR));
    unary(table, "sign", NumberFunctions::sign);
    unary(table, "round", value -> NumericMath.round(value, 0));
    unary(table, "trunc", value -> NumericMath.truncate(value, 0));
    unary(table, "sqrt", NumericFunctions::sqrt);
    unary(table, "numeric_sqrt", NumericFunctions::sqrt);
    unary(table, "exp", NumericFunctions::exp);
    unary(table, "ln", NumericFunctions::ln);
    PgNumeric ten = PgNumeric.of(10, 0);
    unary(table, "log", value -> NumericFunctions.log(ten, value));
    unary(table, "log10", value -> NumericFunctions.log(ten, value));
    unary(
        table,
        "trim_scale",
        value -> value.isFinite() ? PgNumeric.of(value.decimal().stripTrailingZeros()) : value);
    rescale(table);
    table.rows(
        "log(numeric,numeric)",
        (a, row, out, context) ->
            append(out, NumericFunctions.log(a[0].numericAt(row), a[1].numericAt(row))));
    for (String name : List.of("power", "pow", "numeric_power")) {
      table.rows(
          name + "(numeric,numeric)",
          (a, row, out, context) ->
              append(out, NumericFunctions.power(a[0].numericAt(row), a[1].numericAt(row))));
    }
    table.rows(
        "div(numeric,numeric)",
        (a, row, out, context) -> append(out, quotient(a[0].numericAt(row), a[1].numericAt(row))));
    table.rows(
        "scale(numeric)",
        (a, row, out, context) -> {
          PgNumeric value = a[0].numericAt(row);
          out.append(value.isFinite() ? (Long) (long) value.decimal().scale() : null);
        });
    divisors(table);
    bucket(table);
  }

  private static void unary(FunctionTable table, String name, UnaryOperator<PgNumeric> operator) {
    table.rows(
        name + "(numeric)",
        (a, row, out, context) -> append(out, operator.apply(a[0].numericAt(row))));
  }

  private static void rescale(FunctionTable table) {
    table.rows(
        "round(numeric,int4)",
        (a, row, out, context) ->
            append(out, NumericMath.round(a[0].numericAt(row), a[1].intAt(row))));
    table.rows(
        "trunc(numeric,int4)",
        (a, row, out, context) ->
            append(out, NumericMath.truncate(a[0].numericAt(row), a[1].intAt(row))));
  }

  private static void divisors(FunctionTable table) {
    for (BaseType type : List.of(PgTypes.INT4, PgTypes.INT8)) {
      IntegerRange range = IntegerRange.of(type);
      table.rows(
          "gcd(" + type + "," + type + ")",
          (a, row, out, context) -> {
            BigInteger x = BigInteger.valueOf(a[0].longAt(row));
            appendBig(out, range, x.gcd(BigInteger.valueOf(a[1].longAt(row))));
          });
      table.rows(
          "lcm(" + type + "," + type + ")",
          (a, row, out, context) -> {
            BigInteger x = BigInteger.valueOf(a[0].longAt(row));
            BigInteger y = BigInteger.valueOf(a[1].longAt(row));
            boolean zero = x.signum() == 0 || y.signum() == 0;
            appendBig(out, range, zero ? BigInteger.ZERO : x.multiply(y).abs().divide(x.gcd(y)));
          });
    }
  }

  private static void bucket(FunctionTable table) {
    table.rows(
        "width_bucket(float8,float8,float8,int4)",
        (a, row, out, context) -> {
          double value = a[0].doubleAt(row);
          double low = a[1].doubleAt(row);
          double high = a[2].doubleAt(row);
          int count = a[3].intAt(row);
          if (count <= 0) {
            throw bucketError("count must be greater than zero");
          }
          if (Double.isNaN(value) || Double.isNaN(low) || Double.isNaN(high)) {
            throw bucketError("operand, lower bound, and upper bound cannot be NaN");
          }
          if (Double.isInfinite(low) || Double.isInfinite(high)) {
            throw bucketError("lower and upper bounds must be finite");
          }
          if (low == high) {
            throw bucketError("lower bound cannot equal upper bound");
          }
          long bucket;
          if (low < high) {
            bucket =
                value < low
                    ? 0
                    : value >= high
                        ? count + 1L
                        : (long) (count * ((value - low) / (high - low))) + 1;
          } else {
            bucket =
                value > low
                    ? 0
                    : value <= high
                        ? count + 1L
                        : (long) (count * ((low - value) / (low - high))) + 1;
          }
          appendLong(out, IntegerRange.INTEGER, bucket);
        });
  }

  private static MegaDbException bucketError(String message) {
    return new MegaDbException(SqlState.INVALID_ARGUMENT_FOR_WIDTH_BUCKET, message);
  }

  private static long magnitude(long value, IntegerRange range) {
    if (value == Long.MIN_VALUE) {
      throw ArithmeticErrors.outOfRange(range.sqlName());
    }
    return Math.abs(value);
  }

  private static PgNumeric rounded(PgNumeric value, RoundingMode mode) {
    return value.isFinite() ? PgNumeric.of(value.decimal().setScale(0, mode)) : value;
  }

  private static PgNumeric sign(PgNumeric value) {
    return value.isNaN() ? value : PgNumeric.of(value.signum(), 0);
  }

  private static PgNumeric quotient(PgNumeric a, PgNumeric b) {
    if (!a.isFinite() || !b.isFinite()) {
      return NumericMath.divide(a, b);
    }
    if (b.signum() == 0) {
      throw ArithmeticErrors.divisionByZero();
    }
    return PgNumeric.of(a.decimal().divide(b.decimal(), 0, RoundingMode.DOWN));
  }

  private static void append(VectorBuilder out, PgNumeric value) {
    ((NumericBuilder) out).appendNumeric(value);
  }

  private static void appendLong(VectorBuilder out, IntegerRange range, long value) {
    ((LongBuilder) out).appendLong(range.check(value));
  }

  private static void appendBig(VectorBuilder out, IntegerRange range, BigInteger value) {
    if (value.bitLength() >= Long.SIZE) {
      throw ArithmeticErrors.outOfRange(range.sqlName());
    }
    appendLong(out, range, value.longValue());
  }
}
