package io.megadb.tpch;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a query answered.
 *
 * @param kinds how the values of each column compare
 * @param rows values as text, in the order of the answer
 */
record Answer(List<Kind> kinds, List<List<String>> rows) {
  /** Quotients of decimals are doubles in some engines and numerics of some length in others. */
  private static final double TOLERANCE = 1e-9;

  /** Of a column. */
  enum Kind {
    /** Integers and decimals: equal to the last digit. */
    EXACT,
    /** Doubles. */
    APPROXIMATE,
    /** Texts and dates; blanks at the end, which char(n) has in some engines, do not count. */
    TEXT;

    /** As engines write it on a line. */
    static Kind of(char letter) {
      return switch (letter) {
        case 'n' -> EXACT;
        case 'f' -> APPROXIMATE;
        default -> TEXT;
      };
    }
  }

  /** The first difference to another answer in words; null if there is none. */
  String difference(Answer other) {
    if (rows.size() != other.rows.size()) {
      return rows.size() + " rows instead of " + other.rows.size();
    }
    if (kinds.size() != other.kinds.size()) {
      return kinds.size() + " columns instead of " + other.kinds.size();
    }
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < kinds.size(); column++) {
        String value = rows.get(row).get(column);
        String expected = other.rows.get(row).get(column);
        if (!same(kinds.get(column), other.kinds.get(column), value, expected)) {
          return "row "
              + (row + 1)
              + ", column "
              + (column + 1)
              + ": "
              + value
              + " instead of "
              + expected;
        }
      }
    }
    return null;
  }

  private static boolean same(Kind kind, Kind otherKind, String value, String other) {
    if (value == null || other == null) {
      return value == null && other == null;
    }
    if (kind == Kind.APPROXIMATE || otherKind == Kind.APPROXIMATE) {
      double a = Double.parseDouble(value);
      double b = Double.parseDouble(other);
      return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
    }
    if (kind == Kind.EXACT && otherKind == Kind.EXACT) {
      return new BigDecimal(value).compareTo(new BigDecimal(other)) == 0;
    }
    return value.stripTrailing().equals(other.stripTrailing());
  }
}
