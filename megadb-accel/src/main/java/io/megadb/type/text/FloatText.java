package io.megadb.type.text;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads and writes real and double precision. */
public final class FloatText {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private FloatText() {}

  /** The double, or for {@code single} the float, nearest to the text; 22P02 or 22003. */
  static double parse(String text, boolean single) {
    String type = single ? "real" : "double precision";
    String body = InputError.strip(text);
    if (!NUMBER.matcher(body).matches()) {
      return special(body, type, text);
    }
    double value = single ? Float.parseFloat(body) : Double.parseDouble(body);
    if (Double.isInfinite(value) || value == 0 && !isZero(body)) {
      throw new MegaDbException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "\"" + body + "\" is out of range for type " + type);
    }
    return value;
  }

  private static double special(String body, String type, String text) {
    return switch (body.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "infinity", "+infinity", "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
      default -> throw InputError.syntax(type, text);
    };
  }

  private static boolean isZero(String number) {
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c == 'e' || c == 'E') {
        return true;
      }
      if (c >= '1' && c <= '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes a value.
   *
   * @param extraDigits the setting extra_float_digits: above 0 the shortest exact form, else that
   *     many digits more (fewer) than 15, or than 6 for real
   */
  public static void write(double value, boolean single, int extraDigits, TextSink sink) {
    if (Double.isNaN(value)) {
      sink.ascii("NaN");
    } else if (Double.isInfinite(value)) {
      sink.ascii(value > 0 ? "Infinity" : "-Infinity");
    } else if (value == 0) {
      sink.ascii(1 / value < 0 ? "-0" : "0");
    } else {
      if (value < 0) {
        sink.write('-');
      }
      if (extraDigits <= 0) {
        writeRounded(Math.abs(value), Math.max(1, (single ? 6 : 15) + extraDigits), sink);
      } else if (single) {
        ShortestDecimal.write((float) Math.abs(value), sink);
      } else {
        ShortestDecimal.write(Math.abs(value), sink);
      }
    }
  }

  /** C's %.{digits}g. */
  private static void writeRounded(double value, int digits, TextSink sink) {
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < digits) {
      sink.ascii(rounded.toPlainString());
      return;
    }
    sink.ascii(new BigDecimal(rounded.unscaledValue(), rounded.precision() - 1).toPlainString());
    sink.write('e');
    sink.write(exponent < 0 ? '-' : '+');
    sink.unsigned(Math.abs(exponent), 2);
  }
}
