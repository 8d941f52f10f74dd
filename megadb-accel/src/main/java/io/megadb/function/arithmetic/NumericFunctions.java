package io.megadb.function.arithmetic;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.type.text.NumericText;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Square root, exponential, logarithms and powers of numeric. The scale of a result is chosen as in
 * PostgreSQL's numeric.c: at least 16 significant digits, no less than the operands' scales.
 */
public final class NumericFunctions {
  private static final int MIN_SIGNIFICANT_DIGITS = 16;
  private static final int MAX_DISPLAY_SCALE = 1000;
  private static final int MAX_RESULT_SCALE = 2000;
  private static final int GUARD_DIGITS = 12;
  private static final double LOG10_E = 0.434294481903252;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private NumericFunctions() {}

  private static int clamp(int scale, int... atLeast) {
    int result = Math.max(scale, 0);
    for (int least : atLeast) {
      result = Math.max(result, least);
    }
    return Math.min(result, MAX_DISPLAY_SCALE);
  }

  /** 2201F for negative values. */
  public static PgNumeric sqrt(PgNumeric value) {
    if (value.signum() < 0) {
      throw new MegaDbException(
          SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
          "cannot take square root of a negative number");
    }
    if (!value.isFinite()) {
      return value;
    }
    BigDecimal decimal = value.decimal();
    int weight = (NumericMath.weight(decimal) + 1) * 4 / 2 - 1;
    return PgNumeric.of(sqrt(decimal, clamp(MIN_SIGNIFICANT_DIGITS - weight, decimal.scale())));
  }

  /** The root of a value of 0 or more, rounded half away from zero to a scale. */
  public static BigDecimal sqrt(BigDecimal value, int scale) {
    BigInteger scaled = value.setScale(2 * scale + 2, RoundingMode.DOWN).unscaledValue();
    BigDecimal root = new BigDecimal(scaled.sqrt(), scale + 1);
    return root.setScale(scale, RoundingMode.HALF_UP);
  }

  public static PgNumeric exp(PgNumeric value) {
    if (!value.isFinite()) {
      return value.isNaN() || value.signum() > 0 ? value : PgNumeric.ZERO;
    }
    BigDecimal decimal = value.decimal();
    double weight = decimal.doubleValue() * LOG10_E;
    weight = Math.max(-MAX_RESULT_SCALE, Math.min(weight, MAX_RESULT_SCALE));
    int scale = clamp(MIN_SIGNIFICANT_DIGITS - (int) weight, decimal.scale());
    return PgNumeric.of(exp(decimal, scale));
  }

  /** e^value rounded to a scale; 22003 beyond numeric's range. */
  static BigDecimal exp(BigDecimal value, int scale) {
    double estimate = value.doubleValue();
    if (estimate >= MAX_RESULT_SCALE * 3) {
      throw NumericText.overflow();
    }
    if (estimate * LOG10_E < -scale - 2) {
      return BigDecimal.ZERO.setScale(scale);
    }
    int digits = scale + GUARD_DIGITS + (int) Math.max(0, estimate * LOG10_E) + 2;
    int halvings = 0;
    BigDecimal x = value;
    while (x.abs().compareTo(new BigDecimal("0.01")) > 0) {
      x = x.divide(TWO);
      halvings++;
    }
    MathContext context = new MathContext(digits + halvings, RoundingMode.HALF_EVEN);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal least = BigDecimal.ONE.movePointLeft(digits + halvings);
    for (int n = 1; term.abs().compareTo(least) > 0; n++) {
      term = term.multiply(x, context).divide(BigDecimal.valueOf(n), context);
      sum = sum.add(term, context);
      if (term.signum() == 0) {
        break;
      }
    }
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum, context);
    }
    return sum.setScale(scale, RoundingMode.HALF_UP);
  }

  /** 2201E for zero and negative values. */
  public static PgNumeric ln(PgNumeric value) {
    checkLogarithm(value);
    if (!value.isFinite()) {
      return value;
    }
    BigDecimal decimal = value.decimal();
    int scale = clamp(MIN_SIGNIFICANT_DIGITS - logarithmWeight(decimal), decimal.scale());
    return PgNumeric.of(ln(decimal, scale));
  }

  /** The logarithm of value to a base. */
  public static PgNumeric log(PgNumeric base, PgNumeric value) {
    if (base.isNaN() || value.isNaN()) {
      return PgNumeric.NAN;
    }
    checkLogarithm(base);
    checkLogarithm(value);
    if (!base.isFinite()) {
      return value.isFinite() ? PgNumeric.ZERO : PgNumeric.NAN;
    }
    if (!value.isFinite()) {
      return PgNumeric.POSITIVE_INFINITY;
    }
    BigDecimal b = base.decimal();
    BigDecimal v = value.decimal();
    int weight = logarithmWeight(v) - logarithmWeight(b);
    int scale = clamp(MIN_SIGNIFICANT_DIGITS - weight, b.scale(), v.scale());
    BigDecimal divisor = ln(b, scale + GUARD_DIGITS + Math.abs(logarithmWeight(b)) + 8);
    if (divisor.signum() == 0) {
      throw ArithmeticErrors.divisionByZero();
    }
    BigDecimal dividend = ln(v, scale + GUARD_DIGITS + Math.abs(logarithmWeight(b)) + 8);
    return PgNumeric.of(dividend.divide(divisor, scale, RoundingMode.HALF_UP));
  }

  private static void checkLogarithm(PgNumeric value) {
    if (!value.isNaN() && value.signum() <= 0) {
      throw new MegaDbException(
          SqlState.INVALID_ARGUMENT_FOR_LOGARITHM,
          value.signum() == 0
              ? "cannot take logarithm of zero"
              : "cannot take logarithm of a negative number");
    }
  }

  /** Decimal weight of ln(value): estimate_ln_dweight. */
  private static int logarithmWeight(BigDecimal value) {
    if (value.signum() <= 0) {
      return 0;
    }
    boolean nearOne =
        value.compareTo(new BigDecimal("0.9")) >= 0 && value.compareTo(new BigDecimal("1.1")) <= 0;
    if (nearOne) {
      BigDecimal x = value.subtract(BigDecimal.ONE);
      return x.signum() == 0 ? 0 : x.precision() - x.scale() - 1;
    }
    int exponent = value.precision() - value.scale() - 1;
    double mantissa = value.movePointLeft(exponent).doubleValue();
    return (int) Math.log10(Math.abs(Math.log(mantissa) + exponent * 2.302585092994046));
  }

  /** The natural logarithm of a positive value, rounded to a scale. */
  static BigDecimal ln(BigDecimal value, int scale) {
    int digits = scale + GUARD_DIGITS + 10;
    MathContext context = new MathContext(digits + 10, RoundingMode.HALF_EVEN);
    BigDecimal x = value;
    BigDecimal factor = TWO;
    BigDecimal high = new BigDecimal("1.1");
    BigDecimal low = new BigDecimal("0.9");
    while (x.compareTo(high) > 0 || x.compareTo(low) < 0) {
      x = x.sqrt(context);
      factor = factor.multiply(TWO);
    }
    BigDecimal ratio = x.subtract(BigDecimal.ONE).divide(x.add(BigDecimal.ONE), context);
    BigDecimal square = ratio.multiply(ratio, context);
    BigDecimal power = ratio;
    BigDecimal sum = ratio;
    BigDecimal least = BigDecimal.ONE.movePointLeft(digits);
    for (int n = 3; power.abs().compareTo(least) > 0; n += 2) {
      power = power.multiply(square, context);
      sum = sum.add(power.divide(BigDecimal.valueOf(n), context), context);
    }
    return sum.multiply(factor, context).setScale(scale, RoundingMode.HALF_UP);
  }

  /** 2201F where the power does not exist, 22003 beyond numeric's range. */
  public static PgNumeric power(PgNumeric base, PgNumeric exponent) {
    if (!base.isFinite() || !exponent.isFinite()) {
      return NumericPowers.special(base, exponent);
    }
    BigDecimal b = base.decimal();
    BigDecimal e = exponent.decimal();
    boolean integer = e.signum() == 0 || e.stripTrailingZeros().scale() <= 0;
    if (b.signum() == 0 && e.signum() < 0) {
      throw powerError("zero raised to a negative power is undefined");
    }
    if (b.signum() < 0 && !integer) {
      throw powerError("a negative number raised to a non-integer power yields a complex result");
    }
    if (integer && e.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0) {
      return integerPower(b, e.intValue());
    }
    if (b.signum() == 0) {
      return PgNumeric.of(BigDecimal.ZERO.setScale(MIN_SIGNIFICANT_DIGITS));
    }
    int localScale = Math.max(0, 8 - logarithmWeight(b.abs()));
    BigDecimal estimate = ln(b.abs(), localScale).multiply(e);
    double decimalWeight = estimate.setScale(localScale, RoundingMode.HALF_UP).doubleValue();
    if (Math.abs(decimalWeight) > MAX_RESULT_SCALE * 3.01) {
      if (decimalWeight > 0) {
        throw NumericText.overflow();
      }
      return PgNumeric.of(BigDecimal.ZERO.setScale(MAX_DISPLAY_SCALE));
    }
    decimalWeight *= LOG10_E;
    int scale = clamp(MIN_SIGNIFICANT_DIGITS - (int) decimalWeight, b.scale(), e.scale());
    int precise =
        scale + GUARD_DIGITS + (int) Math.max(0, decimalWeight) + Math.max(0, e.precision());
    BigDecimal product = ln(b.abs(), precise).multiply(e);
    BigDecimal result = exp(product, scale);
    boolean odd = b.signum() < 0 && e.toBigInteger().testBit(0);
    return PgNumeric.of(odd ? result.negate() : result);
  }

  private static PgNumeric integerPower(BigDecimal base, int exponent) {
    int scale = clamp(MIN_SIGNIFICANT_DIGITS, base.scale());
    if (exponent == 0) {
      return PgNumeric.of(BigDecimal.ONE.setScale(scale));
    }
    if (base.signum() == 0) {
      return PgNumeric.of(BigDecimal.ZERO.setScale(scale));
    }
    int leading = base.precision() - base.scale() - 1;
    double weight =
        exponent * (Math.log10(Math.abs(base.movePointLeft(leading).doubleValue())) + leading);
    if (weight > NumericText.MAX_INTEGER_DIGITS) {
      throw NumericText.overflow();
    }
    if (weight + 1 < -scale) {
      return PgNumeric.of(BigDecimal.ZERO.setScale(scale));
    }
    int digits = scale + (int) Math.max(0, weight) + GUARD_DIGITS + 20;
    MathContext context = new MathContext(digits, RoundingMode.HALF_EVEN);
    BigDecimal result = BigDecimal.ONE;
    BigDecimal square = base;
    long magnitude = Math.abs((long) exponent);
    for (long rest = magnitude; rest > 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        result = result.multiply(square, context);
      }
      square = square.multiply(square, context);
    }
    if (exponent < 0) {
      result = BigDecimal.ONE.divide(result, context);
    }
    return PgNumeric.of(result.setScale(scale, RoundingMode.HALF_UP));
  }

  static MegaDbException powerError(String message) {
    return new MegaDbException(SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION, message);
  }
}
