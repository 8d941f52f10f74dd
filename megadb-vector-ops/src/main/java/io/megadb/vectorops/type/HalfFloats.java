package io.megadb.vectorops.type;

/**
 * IEEE 754 half precision: 11 bits of mantissa, exponents from -14 to 15. Values are held as
 * doubles; JDK 17 has no conversion of its own.
 */
final class HalfFloats {
  static final double MAX = 65_504;

  private static final int MIN_EXPONENT = -14;
  private static final int MANTISSA_BITS = 10;
  private static final int BIAS = 15;

  private HalfFloats() {}

  /** The nearest half, ties to even; beyond {@link #MAX} in magnitude if there is none. */
  static double round(double value) {
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return value;
    }
    int exponent = Math.max(Math.getExponent(value), MIN_EXPONENT);
    double unit = Math.scalb(1.0, exponent - MANTISSA_BITS);
    return Math.rint(value / unit) * unit;
  }

  /** The 16 bits of a value that is a half. */
  static int bits(double half) {
    int sign = (int) (Double.doubleToRawLongBits(half) >>> 48) & 0x8000;
    double magnitude = Math.abs(half);
    if (magnitude < Math.scalb(1.0, MIN_EXPONENT)) {
      return sign | (int) Math.scalb(magnitude, MANTISSA_BITS - MIN_EXPONENT);
    }
    int exponent = Math.getExponent(magnitude);
    int mantissa = (int) Math.scalb(magnitude, MANTISSA_BITS - exponent) & (1 << MANTISSA_BITS) - 1;
    return sign | exponent + BIAS << MANTISSA_BITS | mantissa;
  }

  /** The value of 16 bits. */
  static double ofBits(int bits) {
    int exponent = bits >> MANTISSA_BITS & 0x1f;
    int mantissa = bits & (1 << MANTISSA_BITS) - 1;
    double magnitude;
    if (exponent == 0) {
      magnitude = Math.scalb((double) mantissa, MIN_EXPONENT - MANTISSA_BITS);
    } else if (exponent == 0x1f) {
      magnitude = mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else {
      magnitude =
          Math.scalb((double) (mantissa | 1 << MANTISSA_BITS), exponent - BIAS - MANTISSA_BITS);
    }
    return (bits & 0x8000) == 0 ? magnitude : -magnitude;
  }
}
