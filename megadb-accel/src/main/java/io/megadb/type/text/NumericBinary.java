package io.megadb.type.text;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** numeric on the wire: base-10,000 digits, numeric_send of PostgreSQL's numeric.c. */
final class NumericBinary {
  private static final int POSITIVE = 0x0000;
  private static final int NEGATIVE = 0x4000;
  private static final int NAN = 0xC000;
  private static final int POSITIVE_INFINITY = 0xD000;
  private static final int NEGATIVE_INFINITY = 0xF000;
  private static final int BASE_DIGITS = 4;
  private static final BigInteger BASE = BigInteger.valueOf(10_000);

  private NumericBinary() {}

  static void write(PgNumeric value, TextSink sink) {
    if (!value.isFinite()) {
      sink.int32(0);
      sink.int16(value.isNaN() ? NAN : value.signum() > 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY);
      sink.int16(0);
      return;
    }
    BigDecimal decimal = value.decimal();
    int scale = decimal.scale();
    int fractionDigits = (scale + BASE_DIGITS - 1) / BASE_DIGITS;
    BigInteger rest = decimal.abs().setScale(fractionDigits * BASE_DIGITS).unscaledValue();
    int[] reversed = new int[rest.bitLength() / 13 + 1];
    int count = 0;
    int skipped = 0;
    while (rest.signum() != 0) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      int digit = parts[1].intValue();
      if (count == 0 && digit == 0) {
        skipped++;
      } else {
        reversed[count++] = digit;
      }
      rest = parts[0];
    }
    sink.int16(count);
    sink.int16(count == 0 ? 0 : count + skipped - fractionDigits - 1);
    sink.int16(decimal.signum() < 0 ? NEGATIVE : POSITIVE);
    sink.int16(scale);
    for (int i = count - 1; i >= 0; i--) {
      sink.int16(reversed[i]);
    }
  }

  static PgNumeric read(ByteBuffer input) {
    int count = input.getShort() & 0xffff;
    int weight = input.getShort();
    int sign = input.getShort() & 0xffff;
    int scale = input.getShort() & 0xffff;
    if (sign != POSITIVE && sign != NEGATIVE) {
      return switch (sign) {
        case NAN -> PgNumeric.NAN;
        case POSITIVE_INFINITY -> PgNumeric.POSITIVE_INFINITY;
        case NEGATIVE_INFINITY -> PgNumeric.NEGATIVE_INFINITY;
        default -> throw invalid("sign");
      };
    }
    if (scale > NumericText.MAX_SCALE) {
      throw invalid("scale");
    }
    BigInteger unscaled = BigInteger.ZERO;
    for (int i = 0; i < count; i++) {
      int digit = input.getShort();
      if (digit < 0 || digit > 9999) {
        throw invalid("digit");
      }
      unscaled = unscaled.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    BigDecimal value = new BigDecimal(unscaled, BASE_DIGITS * (count - 1 - weight));
    value = value.setScale(scale, java.math.RoundingMode.DOWN);
    return PgNumeric.of(sign == NEGATIVE ? value.negate() : value);
  }

  private static MegaDbException invalid(String part) {
    return new MegaDbException(
        SqlState.INVALID_BINARY_REPRESENTATION,
        "invalid " + part + " in external \"numeric\" value");
  }
}
