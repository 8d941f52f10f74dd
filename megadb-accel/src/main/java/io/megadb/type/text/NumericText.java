package io.megadb.type.text;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.type.PgType;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads numeric and applies its modifier. */
public final class NumericText {
  /** Digits before the point that PostgreSQL can hold. */
  public static final int MAX_INTEGER_DIGITS = 131072;

  /** Digits after the point that PostgreSQL can hold. */
  public static final int MAX_SCALE = 16383;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private NumericText() {}

  /** The value of a text, without modifier; 22P02 or 22003. */
  static PgNumeric parse(String text) {
    String body = InputError.strip(text);
    if (!NUMBER.matcher(body).matches()) {
      return special(body, text);
    }
    int mark = Math.max(body.indexOf('e'), body.indexOf('E'));
    if (mark >= 0 && body.length() - mark > 8) {
      throw InputError.syntax("numeric", text);
    }
    BigDecimal value = new BigDecimal(body);
    if (value.signum() == 0) {
      return PgNumeric.of(value.setScale(Math.max(0, Math.min(value.scale(), MAX_SCALE))));
    }
    if ((long) value.precision() - value.scale() > MAX_INTEGER_DIGITS) {
      throw overflow();
    }
    return PgNumeric.of(
        value.scale() > MAX_SCALE ? value.setScale(MAX_SCALE, RoundingMode.HALF_UP) : value);
  }

  private static PgNumeric special(String body, String text) {
    return switch (body.toLowerCase(Locale.ROOT)) {
      case "nan" -> PgNumeric.NAN;
      case "infinity", "+infinity", "inf", "+inf" -> PgNumeric.POSITIVE_INFINITY;
      case "-infinity", "-inf" -> PgNumeric.NEGATIVE_INFINITY;
      default -> throw InputError.syntax("numeric", text);
    };
  }

  public static MegaDbException overflow() {
    return new MegaDbException(
        SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value overflows numeric format");
  }

  /** The value itself, or 22003 if it has more digits than PostgreSQL can hold. */
  public static PgNumeric check(PgNumeric value) {
    if (value.isFinite()) {
      BigDecimal decimal = value.decimal();
      if (decimal.precision() - decimal.scale() > MAX_INTEGER_DIGITS && decimal.signum() != 0) {
        throw overflow();
      }
    }
    return value;
  }

  /** Rounds to the type's scale, half away from zero; 22003 if that exceeds the precision. */
  public static PgNumeric applyModifier(PgNumeric value, PgType type) {
    int precision = type.precision();
    if (precision < 0 || value.isNaN()) {
      return value;
    }
    int scale = type.scale();
    if (!value.isFinite()) {
      throw fieldOverflow()
          .withDetail(
              "A field with precision "
                  + precision
                  + ", scale "
                  + scale
                  + " cannot hold an infinite value.");
    }
    BigDecimal rounded = value.decimal().setScale(scale, RoundingMode.HALF_UP);
    if (rounded.signum() != 0 && rounded.precision() > precision) {
      throw precisionExceeded(precision, scale);
    }
    return PgNumeric.of(rounded);
  }

  /** The error of a value too large for numeric(precision, scale). */
  public static MegaDbException precisionExceeded(int precision, int scale) {
    int digits = precision - scale;
    return fieldOverflow()
        .withDetail(
            "A field with precision "
                + precision
                + ", scale "
                + scale
                + " must round to an absolute value less than "
                + (digits == 0 ? "1" : "10^" + digits)
                + ".");
  }

  private static MegaDbException fieldOverflow() {
    return new MegaDbException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "numeric field overflow");
  }
}
