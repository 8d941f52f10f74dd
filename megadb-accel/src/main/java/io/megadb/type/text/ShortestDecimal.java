package io.megadb.type.text;

import java.math.BigInteger;

/**
 * The shortest decimal that reads back as the same floating-point number, and among those the
 * closest: R. Giulietti, "The Schubfach way to render doubles" (2020), with the ends of the
 * rounding interval excluded as PostgreSQL excludes them.
 */
final class ShortestDecimal {
  private static final int K_MIN = -324;
  private static final int K_MAX = 292;
  private static final long MASK_63 = (1L << 63) - 1;

  /** Upper and lower 63 bits of floor(10^-k 2^-r) + 1, by k from {@link #K_MIN}. */
  private static final long[] POWERS = powers();

  private ShortestDecimal() {}

  private static long[] powers() {
    long[] table = new long[(K_MAX - K_MIN + 1) * 2];
    for (int k = K_MIN; k <= K_MAX; k++) {
      int shift = floorLog2Pow10(-k) - 125;
      BigInteger g =
          k <= 0
              ? shift(BigInteger.TEN.pow(-k), -shift)
              : BigInteger.ONE.shiftLeft(-shift).divide(BigInteger.TEN.pow(k));
      g = g.add(BigInteger.ONE);
      table[(k - K_MIN) * 2] = g.shiftRight(63).longValue();
      table[(k - K_MIN) * 2 + 1] = g.longValue() & MASK_63;
    }
    return table;
  }

  private static BigInteger shift(BigInteger value, int left) {
    return left >= 0 ? value.shiftLeft(left) : value.shiftRight(-left);
  }

  private static int floorLog10Pow2(int e) {
    return (int) (e * 661_971_961_083L >> 41);
  }

  private static int floorLog10ThreeQuartersPow2(int e) {
    return (int) (e * 661_971_961_083L - 274_743_187_321L >> 41);
  }

  private static int floorLog2Pow10(int e) {
    return (int) (e * 913_124_641_741L >> 38);
  }

  /** Writes a finite positive double; scientific from 1e15 and below 1e-4. */
  static void write(double value, TextSink sink) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7ff;
    long fraction = bits & (1L << 52) - 1;
    long c = exponent == 0 ? fraction : fraction | 1L << 52;
    int q = Math.max(exponent, 1) - 1075;
    write(c, q, c == 1L << 52 && exponent > 1, 15, sink);
  }

  /** Writes a finite positive float; scientific from 1e6 and below 1e-4. */
  static void write(float value, TextSink sink) {
    int bits = Float.floatToRawIntBits(value);
    int exponent = bits >>> 23 & 0xff;
    int fraction = bits & (1 << 23) - 1;
    long c = exponent == 0 ? fraction : fraction | 1 << 23;
    int q = Math.max(exponent, 1) - 150;
    write(c, q, c == 1L << 23 && exponent > 1, 6, sink);
  }

  private static void write(long c, int q, boolean powerOfTwo, int maxExponent, TextSink sink) {
    long cb = c << 2;
    long cbr = cb + 2;
    long cbl = powerOfTwo ? cb - 1 : cb - 2;
    int k = powerOfTwo ? floorLog10ThreeQuartersPow2(q) : floorLog10Pow2(q);
    int h = q + floorLog2Pow10(-k) + 2;
    long g1 = POWERS[(k - K_MIN) * 2];
    long g0 = POWERS[(k - K_MIN) * 2 + 1];
    long vb = roundToOdd(g1, g0, cb << h);
    long vbl = roundToOdd(g1, g0, cbl << h);
    long vbr = roundToOdd(g1, g0, cbr << h);
    digits(choose(vb, vbl, vbr), k, maxExponent, sink);
  }

  private static long choose(long vb, long vbl, long vbr) {
    long s = vb >> 2;
    if (s >= 10) {
      long lower = s / 10 * 10;
      long upper = lower + 10;
      boolean lowerIn = vbl + 1 <= lower << 2;
      boolean upperIn = (upper << 2) + 1 <= vbr;
      if (lowerIn != upperIn) {
        return lowerIn ? lower : upper;
      }
    }
    long t = s + 1;
    boolean in = vbl + 1 <= s << 2;
    boolean nextIn = (t << 2) + 1 <= vbr;
    if (in != nextIn) {
      return in ? s : t;
    }
    long comparison = vb - (s + t << 1);
    return comparison < 0 || comparison == 0 && (s & 1) == 0 ? s : t;
  }

  private static long roundToOdd(long g1, long g0, long cp) {
    long x1 = Math.multiplyHigh(g0, cp);
    long y0 = g1 * cp;
    long y1 = Math.multiplyHigh(g1, cp);
    long z = (y0 >>> 1) + x1;
    long w = y1 + (z >>> 63);
    return w | (z & MASK_63) + MASK_63 >>> 63;
  }

  /** Writes significand × 10^k. */
  private static void digits(long significand, int k, int maxExponent, TextSink sink) {
    long digits = significand;
    int exponent10 = k;
    while (digits % 10 == 0) {
      digits /= 10;
      exponent10++;
    }
    int count = 1;
    for (long limit = 10; count < 18 && digits >= limit; limit *= 10) {
      count++;
    }
    int exponent = exponent10 + count - 1;
    if (exponent < -4 || exponent >= maxExponent) {
      sink.scaled(digits, count - 1);
      sink.write('e');
      sink.write(exponent < 0 ? '-' : '+');
      sink.unsigned(Math.abs(exponent), 2);
    } else if (exponent10 >= 0) {
      sink.unsigned(digits, 1);
      for (int i = 0; i < exponent10; i++) {
        sink.write('0');
      }
    } else {
      sink.scaled(digits, -exponent10);
    }
  }
}
