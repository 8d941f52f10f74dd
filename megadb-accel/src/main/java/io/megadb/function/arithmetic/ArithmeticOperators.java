package io.megadb.function.arithmetic;

import io.megadb.function.OperatorSignature;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.NumericBuilder;
import java.util.List;

/** Arithmetic and bit operators over numbers, in all pairs of types that PostgreSQL has. */
public final class ArithmeticOperators implements FunctionFamily {
  @Override
  public void define(FunctionTable table) {
    for (String symbol : List.of("+", "-", "*", "/", "%")) {
      for (OperatorSignature operator : table.operators(symbol)) {
        StrictBody body = operator.left() == null ? unary(symbol, operator) : binary(operator);
        if (body != null) {
          table.strict(operator.function().text(), body);
        }
      }
    }
    for (String symbol : List.of("&", "|", "#", "<<", ">>")) {
      for (OperatorSignature operator : table.operators(symbol)) {
        if (operator.left() != null && isInteger(operator.left())) {
          bits(table, symbol, operator);
        }
      }
    }
    for (OperatorSignature operator : table.operators("~")) {
      if (operator.left() == null && isInteger(operator.right())) {
        table.rows(
            operator.function().text(),
            (a, row, out, context) -> ((LongBuilder) out).appendLong(~a[0].longAt(row)));
      }
    }
    for (String alias : List.of("mod(int2,int2)", "mod(int4,int4)", "mod(int8,int8)")) {
      BaseType type = PgTypes.byName(alias.substring(4, 8));
      table.strict(alias, new IntegerArithmetic('%', IntegerRange.of(type)));
    }
    table.strict("mod(numeric,numeric)", new NumericArithmetic('%'));
  }

  static boolean isInteger(BaseType type) {
    return type.equals(PgTypes.INT2) || type.equals(PgTypes.INT4) || type.equals(PgTypes.INT8);
  }

  private static StrictBody binary(OperatorSignature operator) {
    BaseType left = operator.left();
    BaseType right = operator.right();
    char symbol = operator.symbol().charAt(0);
    if (isInteger(left) && isInteger(right)) {
      return new IntegerArithmetic(symbol, IntegerRange.of(operator.result()));
    }
    if (left.kind() == VectorKind.DOUBLE && right.kind() == VectorKind.DOUBLE) {
      return new FloatArithmetic(symbol, operator.result().equals(PgTypes.FLOAT4));
    }
    if (left.equals(PgTypes.NUMERIC) && right.equals(PgTypes.NUMERIC)) {
      return new NumericArithmetic(symbol);
    }
    return null;
  }

  private static StrictBody unary(String symbol, OperatorSignature operator) {
    BaseType type = operator.right();
    boolean minus = symbol.equals("-");
    if (!minus) {
      return isInteger(type) || type.kind() == VectorKind.DOUBLE || type.equals(PgTypes.NUMERIC)
          ? (arguments, rows, validity, context) -> arguments[0].vector()
          : null;
    }
    if (isInteger(type)) {
      IntegerArithmetic subtract = new IntegerArithmetic('-', IntegerRange.of(type));
      Operand zero = Operand.of(io.megadb.vector.Values.constant(VectorKind.LONG, 0L, 1));
      return (arguments, rows, validity, context) ->
          subtract.compute(new Operand[] {zero, arguments[0]}, rows, validity, context);
    }
    if (type.kind() == VectorKind.DOUBLE) {
      return (arguments, rows, validity, context) -> negate(arguments[0], rows, validity);
    }
    if (type.equals(PgTypes.NUMERIC)) {
      return (arguments, rows, validity, context) -> {
        NumericBuilder out = new NumericBuilder(rows);
        for (int i = 0; i < rows; i++) {
          if (arguments[0].isNull(i)) {
            out.appendNull();
          } else {
            out.appendNumeric(NumericMath.negate(arguments[0].numericAt(i)));
          }
        }
        return out.build();
      };
    }
    return null;
  }

  private static DoubleVector negate(Operand argument, int rows, long[] validity) {
    double[] values = argument.doubles();
    int mask = argument.mask();
    double[] out = new double[rows];
    for (int i = 0; i < rows; i++) {
      out[i] = -values[i & mask];
    }
    return new DoubleVector(rows, out, validity);
  }

  private static void bits(FunctionTable table, String symbol, OperatorSignature operator) {
    BaseType type = operator.result();
    int width = type.length() * 8;
    table.rows(
        operator.function().text(),
        (a, row, out, context) -> {
          long x = a[0].longAt(row);
          long y = a[1].longAt(row);
          long shift = width == 64 ? y & 63 : y & 31;
          long result =
              switch (symbol) {
                case "&" -> x & y;
                case "|" -> x | y;
                case "#" -> x ^ y;
                case "<<" -> x << shift;
                default -> x >> shift;
              };
          ((LongBuilder) out).appendLong(narrow(result, width));
        });
  }

  private static long narrow(long value, int width) {
    return width == 16 ? (short) value : width == 32 ? (int) value : value;
  }
}
