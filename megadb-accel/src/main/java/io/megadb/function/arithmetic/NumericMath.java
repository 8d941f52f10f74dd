package io.megadb.function.arithmetic;

import io.megadb.type.text.NumericText;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The four operations and remainder of numeric, with the scales that PostgreSQL's numeric.c gives.
 */
public final class NumericMath {
  private static final int DIGITS_PER_GROUP = 4;
  private static final int MIN_SIGNIFICANT_DIGITS = 16;
  private static final int MAX_DISPLAY_SCALE = 1000;

  private NumericMath() {}

  public static PgNumeric add(PgNumeric a, PgNumeric b) {
    if (a.isFinite() && b.isFinite()) {
      return NumericText.check(PgNumeric.of(a.decimal().add(b.decimal())));
    }
    if (a.isNaN() || b.isNaN() || !a.isFinite() && !b.isFinite() && !a.equals(b)) {
      return PgNumeric.NAN;
    }
    return a.isFinite() ? b : a;
  }

  public static PgNumeric subtract(PgNumeric a, PgNumeric b) {
    return add(a, negate(b));
  }

  public static PgNumeric negate(PgNumeric a) {
    if (a.isFinite()) {
      return PgNumeric.of(a.decimal().negate());
    }
    if (a.isNaN()) {
      return a;
    }
    return a.signum() > 0 ? PgNumeric.NEGATIVE_INFINITY : PgNumeric.POSITIVE_INFINITY;
  }

  public static PgNumeric abs(PgNumeric a) {
    return a.signum() < 0 ? negate(a) : a;
  }

  public static PgNumeric multiply(PgNumeric a, PgNumeric b) {
    if (a.isFinite() && b.isFinite()) {
      BigDecimal product = a.decimal().multiply(b.decimal());
      if (product.scale() > NumericText.MAX_SCALE) {
        product = product.setScale(NumericText.MAX_SCALE, RoundingMode.HALF_UP);
      }
      return NumericText.check(PgNumeric.of(product));
    }
    if (a.isNaN() || b.isNaN() || a.signum() == 0 || b.signum() == 0) {
      return PgNumeric.NAN;
    }
    return infinity(a.signum() * b.signum());
  }

  /** 22012 for a divisor of 0. */
  public static PgNumeric divide(PgNumeric a, PgNumeric b) {
    if (a.isFinite() && b.isFinite()) {
      return NumericText.check(PgNumeric.of(divide(a.decimal(), b.decimal())));
    }
    if (a.isNaN() || b.isNaN()) {
      return PgNumeric.NAN;
    }
    if (b.signum() == 0) {
      throw ArithmeticErrors.divisionByZero();
    }
    if (a.isFinite()) {
      return PgNumeric.ZERO;
    }
    return b.isFinite() ? infinity(a.signum() * b.signum()) : PgNumeric.NAN;
  }

  /** The quotient with select_div_scale's digits, rounded half away from zero. */
  public static BigDecimal divide(BigDecimal a, BigDecimal b) {
    if (b.signum() == 0) {
      throw ArithmeticErrors.divisionByZero();
    }
    return a.divide(b, divisionScale(a, b), RoundingMode.HALF_UP);
  }

  /** PostgreSQL's select_div_scale: at least 16 significant digits, counted in groups of four. */
  public static int divisionScale(BigDecimal a, BigDecimal b) {
    int weight = weight(a) - weight(b);
    if (firstGroup(a) <= firstGroup(b)) {
      weight--;
    }
    int scale = MIN_SIGNIFICANT_DIGITS - weight * DIGITS_PER_GROUP;
    scale = Math.max(scale, Math.max(a.scale(), b.scale()));
    return Math.min(Math.max(scale, 0), MAX_DISPLAY_SCALE);
  }

  /** Exponent of the first group of four digits, base 10,000; 0 for zero. */
  static int weight(BigDecimal value) {
    return value.signum() == 0
        ? 0
        : Math.floorDiv(value.precision() - value.scale() - 1, DIGITS_PER_GROUP);
  }

  private static int firstGroup(BigDecimal value) {
    if (value.signum() == 0) {
      return 0;
    }
    int leading = value.precision() - value.scale() - 1 - DIGITS_PER_GROUP * weight(value) + 1;
    int excess = value.precision() - leading;
    BigInteger digits = value.unscaledValue().abs();
    return excess >= 0
        ? digits.divide(BigInteger.TEN.pow(excess)).intValue()
        : digits.multiply(BigInteger.TEN.pow(-excess)).intValue();
  }

  /** Remainder with the dividend's sign; 22012 for a divisor of 0. */
  public static PgNumeric remainder(PgNumeric a, PgNumeric b) {
    if (a.isNaN() || b.isNaN()) {
      return PgNumeric.NAN;
    }
    if (b.signum() == 0) {
      throw ArithmeticErrors.divisionByZero();
    }
    if (!a.isFinite()) {
      return PgNumeric.NAN;
    }
    if (!b.isFinite()) {
      return a;
    }
    BigDecimal result = a.decimal().remainder(b.decimal());
    return PgNumeric.of(result.setScale(Math.max(a.decimal().scale(), b.decimal().scale())));
  }

  static PgNumeric infinity(int sign) {
    return sign > 0 ? PgNumeric.POSITIVE_INFINITY : PgNumeric.NEGATIVE_INFINITY;
  }

  /** Rounds half away from zero; negative scales round before the point. */
  public static PgNumeric round(PgNumeric value, int scale) {
    return rescale(value, scale, RoundingMode.HALF_UP);
  }

  public static PgNumeric truncate(PgNumeric value, int scale) {
    return rescale(value, scale, RoundingMode.DOWN);
  }

  private static PgNumeric rescale(PgNumeric value, int scale, RoundingMode mode) {
    if (!value.isFinite()) {
      return value;
    }
    int bounded = Math.max(-NumericText.MAX_INTEGER_DIGITS, Math.min(scale, NumericText.MAX_SCALE));
    return NumericText.check(PgNumeric.of(value.decimal().setScale(bounded, mode)));
  }
}
