package io.megadb.vector;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A value of type numeric: a finite decimal with a display scale of 0 or more, or NaN, Infinity,
 * -Infinity. Equality and order are PostgreSQL's: 1.0 equals 1.00, NaN equals itself and is above
 * Infinity.
 */
public final class PgNumeric implements Comparable<PgNumeric>, Serializable {
  private static final long serialVersionUID = 1L;

  public static final PgNumeric NAN = new PgNumeric(null, 2);
  public static final PgNumeric POSITIVE_INFINITY = new PgNumeric(null, 1);
  public static final PgNumeric NEGATIVE_INFINITY = new PgNumeric(null, -1);
  public static final PgNumeric ZERO = of(0, 0);

  private final BigDecimal value;

  /** -1 and 1: the infinities, 2: NaN, 0: finite. Their order is the values' order. */
  private final int special;

  private PgNumeric(BigDecimal value, int special) {
    this.value = value;
    this.special = special;
  }

  /** A finite value; a negative scale becomes 0. */
  public static PgNumeric of(BigDecimal value) {
    return new PgNumeric(value.scale() < 0 ? value.setScale(0) : value, 0);
  }

  public static PgNumeric of(long unscaled, int scale) {
    return new PgNumeric(BigDecimal.valueOf(unscaled, scale), 0);
  }

  public static PgNumeric of(BigInteger unscaled, int scale) {
    return of(new BigDecimal(unscaled, scale));
  }

  public boolean isFinite() {
    return special == 0;
  }

  public boolean isNaN() {
    return special == 2;
  }

  /** The finite value; its scale is the display scale. Not to be called on NaN and infinities. */
  public BigDecimal decimal() {
    if (value == null) {
      throw new ArithmeticException(this + " has no finite value");
    }
    return value;
  }

  /** -1, 0, 1; NaN gives 1. */
  public int signum() {
    return special == 0 ? value.signum() : special < 0 ? -1 : 1;
  }

  @Override
  public int compareTo(PgNumeric other) {
    return special == 0 && other.special == 0
        ? value.compareTo(other.value)
        : Integer.compare(special, other.special);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PgNumeric that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return special != 0 ? special : value.stripTrailingZeros().hashCode();
  }

  @Override
  public String toString() {
    return switch (special) {
      case -1 -> "-Infinity";
      case 1 -> "Infinity";
      case 2 -> "NaN";
      default -> value.toPlainString();
    };
  }
}
