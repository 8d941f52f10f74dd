package io.megadb.planner.analyze;

import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;

/**
 * A number as a statement writes it: digits alone are int4, int8 or numeric by their size; with a
 * point or an exponent it is numeric.
 *
 * @param value as in {@code io.megadb.vector.Values}
 */
record NumberConstant(Object value, PgType type) {
  /** So many characters always fit an int8. */
  private static final int SURELY_INT8 = 18;

  private static final BigDecimal INT8_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal INT8_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  /**
   * @param text digits, perhaps with a point, an exponent, and a minus sign before them
   */
  static NumberConstant of(String text) {
    boolean integer = isInteger(text);
    if (integer && text.length() <= SURELY_INT8) {
      return integer(Long.parseLong(text));
    }
    BigDecimal value = new BigDecimal(text);
    return integer && value.compareTo(INT8_MIN) >= 0 && value.compareTo(INT8_MAX) <= 0
        ? integer(value.longValueExact())
        : new NumberConstant(PgNumeric.of(value), PgType.of(PgTypes.NUMERIC));
  }

  private static NumberConstant integer(long value) {
    return new NumberConstant(value, PgType.of(value == (int) value ? PgTypes.INT4 : PgTypes.INT8));
  }

  private static boolean isInteger(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return true;
  }
}
