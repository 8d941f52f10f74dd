package io.megadb.function.aggregate;

import io.megadb.function.arithmetic.ArithmeticErrors;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The exact sum of doubles, hence independent of their order: a small superaccumulator after R. M.
 * Neal, "Fast exact summation using small and large superaccumulators" (2015). Chunk k counts units
 * of 2^(32 k - 1074); only the chunks between the smallest and the largest exponent seen are kept.
 */
public final class ExactSum {
  /** Additions to a chunk of 64 bits that cannot overflow it: each adds less than 2^53. */
  private static final int MAX_PENDING = 1000;

  private static final int POSITIVE_INFINITY = 1;
  private static final int NEGATIVE_INFINITY = 2;
  private static final int NAN = 4;

  private long[] chunks;
  private int base;
  private int pending;
  private int special;
  private boolean onlyNegativeZero = true;

  public void add(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7ff;
    long mantissa = bits & (1L << 52) - 1;
    if (exponent == 0x7ff) {
      special |= Double.isNaN(value) ? NAN : value > 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY;
      return;
    }
    onlyNegativeZero &= bits == Long.MIN_VALUE;
    if (exponent == 0) {
      exponent = 1;
    } else {
      mantissa |= 1L << 52;
    }
    if (mantissa == 0) {
      return;
    }
    int position = exponent - 1;
    int chunk = position >>> 5;
    int shift = position & 31;
    reserve(chunk, chunk + 3);
    if (pending++ == MAX_PENDING) {
      carry();
      pending = 1;
    }
    long lower = mantissa << shift & 0xffffffffL;
    long upper = mantissa >>> 32 - shift;
    int at = chunk - base;
    if (bits < 0) {
      chunks[at] -= lower;
      chunks[at + 1] -= upper;
    } else {
      chunks[at] += lower;
      chunks[at + 1] += upper;
    }
  }

  public void add(ExactSum other) {
    special |= other.special;
    onlyNegativeZero &= other.onlyNegativeZero;
    if (other.chunks == null) {
      return;
    }
    other.carry();
    reserve(other.base, other.base + other.chunks.length);
    carry();
    for (int i = 0; i < other.chunks.length; i++) {
      chunks[other.base - base + i] += other.chunks[i];
    }
    carry();
  }

  private void reserve(int from, int to) {
    if (chunks == null) {
      base = from;
      chunks = new long[to - from];
    } else if (from < base || to > base + chunks.length) {
      int newBase = Math.min(base, from);
      int end = Math.max(base + chunks.length, to);
      long[] wider = new long[end - newBase];
      System.arraycopy(chunks, 0, wider, base - newBase, chunks.length);
      chunks = wider;
      base = newBase;
    }
  }

  /** Brings all chunks but the topmost into 32 bits. */
  private void carry() {
    pending = 0;
    int last = chunks.length - 1;
    if (Math.abs(chunks[last]) >>> 40 != 0) {
      chunks = Arrays.copyOf(chunks, chunks.length + 1);
      last++;
    }
    for (int i = 0; i < last; i++) {
      long over = chunks[i] >> 32;
      chunks[i] -= over << 32;
      chunks[i + 1] += over;
    }
  }

  /** The exact sum in units of 2^-1074; not to be asked with NaN or infinities. */
  BigInteger units() {
    BigInteger total = BigInteger.ZERO;
    if (chunks != null) {
      for (int i = chunks.length - 1; i >= 0; i--) {
        total = total.shiftLeft(32).add(BigInteger.valueOf(chunks[i]));
      }
      total = total.shiftLeft(32 * base);
    }
    return total;
  }

  boolean isFinite() {
    return special == 0;
  }

  /** The sum rounded once to the nearest double; 22003 if finite values add up beyond the range. */
  public double round() {
    if ((special & NAN) != 0 || special == (POSITIVE_INFINITY | NEGATIVE_INFINITY)) {
      return Double.NaN;
    }
    if (special != 0) {
      return special == POSITIVE_INFINITY ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    BigInteger units = units();
    if (units.signum() == 0) {
      return 0;
    }
    double result = round(units);
    if (Double.isInfinite(result)) {
      throw ArithmeticErrors.overflow();
    }
    return result;
  }

  /** The double nearest to a number of units of 2^-1074. */
  static double round(BigInteger units) {
    int excess = units.bitLength() - 64;
    if (excess <= 0) {
      return units.bitLength() <= 53
          ? units.longValue() * Double.MIN_VALUE
          : Math.scalb(units.doubleValue(), -1074);
    }
    BigInteger magnitude = units.abs();
    BigInteger top = magnitude.shiftRight(excess);
    if (magnitude.getLowestSetBit() < excess) {
      top = top.setBit(0);
    }
    double rounded = top.doubleValue();
    return Math.scalb(units.signum() < 0 ? -rounded : rounded, excess - 1074);
  }

  /** For exchanges and spilling. */
  public byte[] toBytes() {
    int count = chunks == null ? 0 : chunks.length;
    ByteBuffer out = ByteBuffer.allocate(6 + 8 * count);
    out.put((byte) special);
    out.put((byte) (onlyNegativeZero ? 1 : 0));
    out.putInt(base);
    for (int i = 0; i < count; i++) {
      out.putLong(chunks[i]);
    }
    return out.array();
  }

  public static ExactSum ofBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    ExactSum sum = new ExactSum();
    sum.special = in.get();
    sum.onlyNegativeZero = in.get() != 0;
    sum.base = in.getInt();
    int count = in.remaining() / 8;
    if (count > 0) {
      sum.chunks = new long[count];
      for (int i = 0; i < count; i++) {
        sum.chunks[i] = in.getLong();
      }
    }
    return sum;
  }

  public long bytes() {
    return 40 + (chunks == null ? 0 : 16 + 8L * chunks.length);
  }
}
