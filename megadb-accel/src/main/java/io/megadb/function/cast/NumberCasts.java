package io.megadb.function.cast;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.arithmetic.ArithmeticErrors;
import io.megadb.function.arithmetic.IntegerRange;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import io.megadb.vector.BoolVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericBuilder;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Validity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Conversions between integers, floats and numeric, and of boolean. */
public final class NumberCasts {
  private NumberCasts() {}

  static StrictBody body(BaseType from, BaseType to) {
    boolean single = to.equals(PgTypes.FLOAT4);
    if (from.kind() == VectorKind.LONG) {
      return switch (to.kind()) {
        case LONG -> integers(IntegerRange.of(from), IntegerRange.of(to));
        case DOUBLE -> (a, rows, validity, context) -> toFloat(a[0], rows, validity, single);
        default ->
            (a, rows, validity, context) -> new DecimalVector(rows, a[0].longs(), 0, validity);
      };
    }
    if (from.kind() == VectorKind.DOUBLE) {
      return switch (to.kind()) {
        case LONG -> {
          IntegerRange range = IntegerRange.of(to);
          yield (a, rows, validity, context) -> floatToInteger(a[0], rows, validity, range);
        }
        case DOUBLE ->
            single
                ? (a, rows, validity, context) -> narrow(a[0], rows, validity)
                : (a, rows, validity, context) -> a[0].vector();
        default -> {
          boolean fromSingle = from.equals(PgTypes.FLOAT4);
          yield (a, rows, validity, context) -> floatToNumeric(a[0], rows, validity, fromSingle);
        }
      };
    }
    if (to.kind() == VectorKind.LONG) {
      IntegerRange range = IntegerRange.of(to);
      return (a, rows, validity, context) -> numericToInteger(a[0], rows, validity, range);
    }
    return (a, rows, validity, context) -> numericToFloat(a[0], rows, validity, single);
  }

  private static StrictBody integers(IntegerRange from, IntegerRange to) {
    if (from.ordinal() <= to.ordinal()) {
      return (a, rows, validity, context) -> a[0].vector();
    }
    return (a, rows, validity, context) -> {
      to.check(a[0].longs(), rows, validity);
      return a[0].vector();
    };
  }

  private static FlatVector toFloat(Operand operand, int rows, long[] validity, boolean single) {
    long[] values = operand.longs();
    double[] out = new double[rows];
    for (int i = 0; i < rows; i++) {
      out[i] = single ? (float) values[i] : (double) values[i];
    }
    return new DoubleVector(rows, out, validity);
  }

  private static FlatVector floatToInteger(
      Operand operand, int rows, long[] validity, IntegerRange range) {
    double[] values = operand.doubles();
    long[] out = new long[rows];
    double end = range == IntegerRange.BIGINT ? 0x1p63 : range.max() + 1.0;
    for (int i = 0; i < rows; i++) {
      if (validity == null || Validity.isValid(validity, i)) {
        double rounded = Math.rint(values[i]);
        if (!(rounded >= range.min() && rounded < end)) {
          throw ArithmeticErrors.outOfRange(range.sqlName());
        }
        out[i] = (long) rounded;
      }
    }
    return new LongVector(rows, out, validity);
  }

  private static FlatVector narrow(Operand operand, int rows, long[] validity) {
    double[] values = operand.doubles();
    double[] out = new double[rows];
    for (int i = 0; i < rows; i++) {
      if (validity == null || Validity.isValid(validity, i)) {
        out[i] = (float) values[i];
        if (Double.isInfinite(out[i]) && !Double.isInfinite(values[i])) {
          throw ArithmeticErrors.overflow();
        }
        if (out[i] == 0 && values[i] != 0) {
          throw ArithmeticErrors.underflow();
        }
      }
    }
    return new DoubleVector(rows, out, validity);
  }

  private static FlatVector floatToNumeric(
      Operand operand, int rows, long[] validity, boolean single) {
    NumericBuilder out = new NumericBuilder(rows);
    for (int i = 0; i < rows; i++) {
      if (validity != null && !Validity.isValid(validity, i)) {
        out.appendNull();
      } else {
        out.appendNumeric(numeric(operand.doubleAt(i), single));
      }
    }
    return out.build();
  }

  /** The value to 15 significant digits, 6 for real, without trailing zeros. */
  public static PgNumeric numeric(double value, boolean single) {
    if (Double.isNaN(value)) {
      return PgNumeric.NAN;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? PgNumeric.POSITIVE_INFINITY : PgNumeric.NEGATIVE_INFINITY;
    }
    if (value == 0) {
      return PgNumeric.ZERO;
    }
    MathContext digits = new MathContext(single ? 6 : 15, RoundingMode.HALF_EVEN);
    return PgNumeric.of(new BigDecimal(value).round(digits).stripTrailingZeros());
  }

  private static FlatVector numericToInteger(
      Operand operand, int rows, long[] validity, IntegerRange range) {
    long[] out = new long[rows];
    for (int i = 0; i < rows; i++) {
      if (validity == null || Validity.isValid(validity, i)) {
        out[i] = integer(operand.numericAt(i), range);
      }
    }
    return new LongVector(rows, out, validity);
  }

  /** Rounded half away from zero; 22003 out of range, 0A000 for NaN and infinities. */
  public static long integer(PgNumeric value, IntegerRange range) {
    if (!value.isFinite()) {
      throw new MegaDbException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "cannot convert " + (value.isNaN() ? "NaN" : "infinity") + " to " + range.sqlName());
    }
    BigDecimal rounded = value.decimal().setScale(0, RoundingMode.HALF_UP);
    if (rounded.unscaledValue().bitLength() >= Long.SIZE) {
      throw ArithmeticErrors.outOfRange(range.sqlName());
    }
    return range.check(rounded.unscaledValue().longValue());
  }

  private static FlatVector numericToFloat(
      Operand operand, int rows, long[] validity, boolean single) {
    double[] out = new double[rows];
    for (int i = 0; i < rows; i++) {
      if (validity == null || Validity.isValid(validity, i)) {
        out[i] = toDouble(operand.numericAt(i), single);
      }
    }
    return new DoubleVector(rows, out, validity);
  }

  /** The nearest float; 22003 beyond its range. */
  public static double toDouble(PgNumeric value, boolean single) {
    if (!value.isFinite()) {
      return value.isNaN()
          ? Double.NaN
          : value.signum() > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    BigDecimal decimal = value.decimal();
    double result =
        single ? Float.parseFloat(decimal.toString()) : Double.parseDouble(decimal.toString());
    if (Double.isInfinite(result) || result == 0 && decimal.signum() != 0) {
      throw new MegaDbException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
          "\"" + value + "\" is out of range for type " + (single ? "real" : "double precision"));
    }
    return result;
  }

  static StrictBody fromBool() {
    return (a, rows, validity, context) -> {
      long[] out = new long[rows];
      byte[] values = a[0].bools();
      for (int i = 0; i < rows; i++) {
        out[i] = values[i];
      }
      return new LongVector(rows, out, validity);
    };
  }

  static StrictBody toBool() {
    return (a, rows, validity, context) -> {
      byte[] out = new byte[rows];
      long[] values = a[0].longs();
      for (int i = 0; i < rows; i++) {
        out[i] = (byte) (values[i] == 0 ? 0 : 1);
      }
      return new BoolVector(rows, out, validity);
    };
  }
}
