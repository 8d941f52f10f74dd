package io.megadb.planner.relation;

import io.megadb.function.string.LikePattern;
import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import io.megadb.planner.storage.TableStatistics.Distribution;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import io.megadb.vector.Bytes;
import io.megadb.vector.PgNumeric;
import java.util.Arrays;
import java.util.List;

/**
 * Which share of a table's rows has which values in a column: by most common values and a histogram
 * where a sample was taken (PostgreSQL's selfuncs.c does the same), else by distinct values and the
 * least and greatest one, else by fixed shares. Constants are values as in {@code
 * io.megadb.vector.Values}, or doubles for any number; NaN and null stand for unknown.
 */
final class ColumnShare {
  /** Of a column without statistics, so many values are thought to be there. */
  private static final double GUESSED_VALUES = 20;

  private static final double LIKE = 0.1;
  private static final double LIKE_PREFIX = 0.02;

  /** A sample without any match says no more than that matches are rare. */
  private static final double RARE = 0.0001;

  /** Fewer sampled values than these say nothing of a pattern. */
  private static final int ENOUGH_VALUES = 10;

  private static final int SCALAR_BYTES = 7;

  private final ColumnStatistics statistics;
  private final PgType type;
  private final double rows;

  /**
   * @param statistics null if there are none
   */
  ColumnShare(ColumnStatistics statistics, PgType type, double rows) {
    this.statistics = statistics;
    this.type = type;
    this.rows = Math.max(1, rows);
  }

  private Distribution distribution() {
    return statistics == null ? null : statistics.distribution();
  }

  /** Rows without a value. */
  double nulls() {
    return statistics == null ? 0 : Math.max(0, Math.min(1, statistics.nullFraction()));
  }

  /** Distinct values, or -1. */
  double distinct() {
    return statistics == null ? -1 : PgMetadata.distinct(statistics, rows);
  }

  /**
   * Rows with the value.
   *
   * @param value null for one that is not known yet
   */
  double equal(Object value) {
    double distinct = distinct();
    if (distinct < 0) {
      distinct = Math.min(GUESSED_VALUES, rows);
    }
    Distribution distribution = distribution();
    if (value != null && distribution != null) {
      return equal(value, distribution, distinct);
    }
    if (value != null && statistics != null) {
      double least = compare(value, statistics.min());
      double greatest = compare(value, statistics.max());
      if (least < 0 || greatest > 0) {
        return Math.min(1 / Math.max(1, distinct), 1 / rows);
      }
    }
    return (1 - nulls()) / Math.max(1, distinct);
  }

  private double equal(Object value, Distribution distribution, double distinct) {
    double common = 0;
    double least = 1;
    for (int i = 0; i < distribution.common().size(); i++) {
      double share = distribution.frequencies().get(i);
      if (compare(value, distribution.common().get(i)) == 0) {
        return share;
      }
      common += share;
      least = Math.min(least, share);
    }
    double rest = Math.max(0, 1 - nulls() - common);
    double others = distinct - distribution.common().size();
    return Math.min(least, others < 1 ? Math.min(rest, 1 / rows) : rest / others);
  }

  /**
   * Rows with a lower value.
   *
   * @param inclusive counts those with the value itself
   * @return NaN if nobody knows
   */
  double below(Object value, boolean inclusive) {
    Distribution distribution = distribution();
    if (value == null || statistics == null) {
      return Double.NaN;
    }
    if (distribution == null) {
      return (1 - nulls()) * linear(value, inclusive);
    }
    double common = 0;
    double lower = 0;
    for (int i = 0; i < distribution.common().size(); i++) {
      double order = compare(distribution.common().get(i), value);
      if (Double.isNaN(order)) {
        return Double.NaN;
      }
      double share = distribution.frequencies().get(i);
      common += share;
      lower += order < 0 || inclusive && order == 0 ? share : 0;
    }
    double rest = Math.max(0, 1 - nulls() - common);
    if (distribution.bounds().isEmpty()) {
      double linear = linear(value, inclusive);
      return lower + rest * (Double.isNaN(linear) ? 0.5 : linear);
    }
    return lower + rest * histogram(value, distribution.bounds());
  }

  /** By the least and greatest value, as if all between were equally frequent. */
  private double linear(Object value, boolean inclusive) {
    Object min = statistics.min();
    Object max = statistics.max();
    double low = compare(value, min);
    double high = compare(value, max);
    if (Double.isNaN(low) || Double.isNaN(high)) {
      return Double.NaN;
    }
    if (low < 0 || high > 0) {
      return low < 0 ? 0 : 1;
    }
    if (min instanceof Long && max instanceof Long) {
      // Whole numbers and days: a range may be as narrow as one of them.
      double width = number(max) - number(min) + 1;
      return Math.min(1, (number(value) - number(min) + (inclusive ? 1 : 0)) / width);
    }
    return between(min, value, max);
  }

  private double histogram(Object value, List<Object> bounds) {
    int from = 0;
    int to = bounds.size() - 1;
    double first = compare(value, bounds.get(from));
    double last = compare(value, bounds.get(to));
    if (Double.isNaN(first) || Double.isNaN(last)) {
      return Double.NaN;
    }
    if (first < 0 || last >= 0) {
      return first < 0 ? 0 : 1;
    }
    while (to - from > 1) {
      int middle = (from + to) >>> 1;
      if (compare(value, bounds.get(middle)) < 0) {
        to = middle;
      } else {
        from = middle;
      }
    }
    return (from + between(bounds.get(from), value, bounds.get(to))) / (bounds.size() - 1);
  }

  /** Where a value lies from a lower (0) to a higher one (1). */
  private static double between(Object low, Object value, Object high) {
    double from;
    double at;
    double to;
    if (low instanceof Bytes lowest && value instanceof Bytes middle && high instanceof Bytes top) {
      int same = Arrays.mismatch(lowest.array(), top.array());
      from = scalar(lowest.array(), Math.max(0, same));
      at = scalar(middle.array(), Math.max(0, same));
      to = scalar(top.array(), Math.max(0, same));
    } else {
      from = number(low);
      at = number(value);
      to = number(high);
    }
    double share = (at - from) / (to - from);
    return Double.isNaN(share) ? 0.5 : Math.max(0, Math.min(1, share));
  }

  /** Bytes from a position as digits of a number. */
  private static double scalar(byte[] bytes, int from) {
    double scalar = 0;
    for (int i = from; i < from + SCALAR_BYTES; i++) {
      scalar = scalar * 256 + (i < bytes.length ? bytes[i] & 0xff : 0);
    }
    return scalar;
  }

  /** Rows that match a pattern of LIKE; null for one that is not known. */
  double like(byte[] pattern) {
    if (pattern == null || type.kind() != VectorKind.BYTES) {
      return LIKE;
    }
    LikePattern compiled = LikePattern.compile(pattern);
    byte[] prefix = compiled.prefix();
    boolean tied = prefix != null && prefix.length > 0;
    Distribution distribution = distribution();
    if (distribution == null) {
      return tied ? LIKE_PREFIX : LIKE;
    }
    double common = 0;
    double matching = 0;
    for (int i = 0; i < distribution.common().size(); i++) {
      double share = distribution.frequencies().get(i);
      common += share;
      matching += matches(compiled, distribution.common().get(i)) ? share : 0;
    }
    double rest = Math.max(0, 1 - nulls() - common);
    List<Object> bounds = distribution.bounds();
    int found = 0;
    for (Object bound : bounds) {
      found += matches(compiled, bound) ? 1 : 0;
    }
    double sampled = LIKE;
    if (found > 0 && bounds.size() >= ENOUGH_VALUES) {
      sampled = Math.min(1 - RARE, (double) found / bounds.size());
    } else if (bounds.size() >= ENOUGH_VALUES) {
      // Less than a part of the histogram; where it is a range, the range.
      double most = 1.0 / bounds.size();
      double range =
          tied && compiled.isPrefix()
              ? histogram(Bytes.of(after(prefix)), bounds) - histogram(Bytes.of(prefix), bounds)
              : most / 2;
      sampled = Math.max(RARE, Math.min(most, range));
    }
    return matching + rest * sampled;
  }

  private static boolean matches(LikePattern pattern, Object value) {
    return value instanceof Bytes text && pattern.matches(text.array(), 0, text.array().length);
  }

  /** Above all texts that begin so. */
  private static byte[] after(byte[] prefix) {
    byte[] next = Arrays.copyOf(prefix, prefix.length + 1);
    next[prefix.length] = (byte) 0xff;
    return next;
  }

  /** Order of two values of the column; NaN if they cannot be compared here. */
  private double compare(Object a, Object b) {
    if (a instanceof Bytes left && b instanceof Bytes right) {
      return type.is(PgTypes.BPCHAR)
          ? Arrays.compareUnsigned(trimmed(left), trimmed(right))
          : left.compareTo(right);
    }
    double left = number(a);
    double right = number(b);
    return left == right || left < right || left > right
        ? Double.compare(left, right)
        : other(a, b);
  }

  private static double other(Object a, Object b) {
    return a != null && a.equals(b) ? 0 : Double.NaN;
  }

  private static byte[] trimmed(Bytes text) {
    byte[] bytes = text.array();
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == ' ') {
      length--;
    }
    return Arrays.copyOf(bytes, length);
  }

  /** The value on the line of numbers, or NaN. */
  static double number(Object value) {
    if (value instanceof PgNumeric numeric) {
      return numeric.isFinite() ? numeric.decimal().doubleValue() : Double.NaN;
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
