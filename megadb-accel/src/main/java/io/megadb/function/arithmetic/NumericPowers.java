package io.megadb.function.arithmetic;

import io.megadb.vector.PgNumeric;

/** Powers with NaN or infinities, after POSIX pow. */
final class NumericPowers {
  private static final PgNumeric ONE = PgNumeric.of(1, 0);

  private NumericPowers() {}

  static PgNumeric special(PgNumeric base, PgNumeric exponent) {
    if (base.isNaN()) {
      return exponent.isFinite() && exponent.signum() == 0 ? ONE : PgNumeric.NAN;
    }
    if (exponent.isNaN()) {
      return base.equals(ONE) ? ONE : PgNumeric.NAN;
    }
    if (base.isFinite() && base.signum() == 0 && exponent.signum() < 0) {
      throw NumericFunctions.powerError("zero raised to a negative power is undefined");
    }
    if (base.equals(ONE) || exponent.isFinite() && exponent.signum() == 0) {
      return ONE;
    }
    if (!exponent.isFinite()) {
      int magnitude = NumericMath.abs(base).compareTo(ONE);
      if (magnitude == 0) {
        return ONE;
      }
      return magnitude > 0 == exponent.signum() > 0 ? PgNumeric.POSITIVE_INFINITY : PgNumeric.ZERO;
    }
    boolean integer = exponent.decimal().stripTrailingZeros().scale() <= 0;
    if (base.signum() > 0) {
      return exponent.signum() < 0 ? PgNumeric.ZERO : PgNumeric.POSITIVE_INFINITY;
    }
    if (!integer) {
      throw NumericFunctions.powerError(
          "a negative number raised to a non-integer power yields a complex result");
    }
    if (exponent.signum() < 0) {
      return PgNumeric.ZERO;
    }
    return exponent.decimal().toBigInteger().testBit(0)
        ? PgNumeric.NEGATIVE_INFINITY
        : PgNumeric.POSITIVE_INFINITY;
  }
}
