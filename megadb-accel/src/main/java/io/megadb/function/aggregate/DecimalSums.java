package io.megadb.function.aggregate;

import io.megadb.function.arithmetic.NumericMath;
import io.megadb.function.kernel.Operand;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericBuilder;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Validity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Exact sums and counts of integers or numerics per group. Values of the first batch's scale are
 * added in 128 bits (2^64 of them cannot overflow); all others are added as numerics.
 */
final class DecimalSums {
  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  private long[] high = new long[16];
  private long[] low = new long[16];
  private long[] counts = new long[16];
  private int scale = -1;
  private PgNumeric[] others;
  private int[] scales;

  void ensureGroups(int groups) {
    if (groups > high.length) {
      int length = Math.max(groups, high.length * 2);
      high = Arrays.copyOf(high, length);
      low = Arrays.copyOf(low, length);
      counts = Arrays.copyOf(counts, length);
      if (others != null) {
        others = Arrays.copyOf(others, length);
      }
      if (scales != null) {
        scales = Arrays.copyOf(scales, length);
      }
    }
  }

  /** Adds the values that are not null; each counts once. */
  void add(int[] groups, Operand operand, int rows) {
    if (operand.vector() instanceof LongVector longs) {
      addLongs(groups, longs.values(), 0, operand, rows);
    } else if (operand.vector() instanceof DecimalVector decimals) {
      addLongs(groups, decimals.unscaled(), decimals.scale(), operand, rows);
    } else {
      for (int i = 0; i < rows; i++) {
        if (!operand.isNull(i)) {
          add(groups[i], operand.numericAt(i), 1);
        }
      }
    }
  }

  private void addLongs(int[] groups, long[] values, int newScale, Operand operand, int rows) {
    if (scale < 0) {
      scale = newScale;
    }
    if (newScale != scale) {
      for (int i = 0; i < rows; i++) {
        if (!operand.isNull(i)) {
          add(groups[i], PgNumeric.of(values[i & operand.mask()], newScale), 1);
        }
      }
      return;
    }
    if (scales == null) {
      addFast(groups, values, operand.mask(), operand.validity(), rows);
    } else {
      for (int i = 0; i < rows; i++) {
        if (!operand.isNull(i)) {
          scales[groups[i]] = Math.max(scales[groups[i]], scale);
        }
      }
      addFast(groups, values, operand.mask(), operand.validity(), rows);
    }
  }

  private void addFast(int[] groups, long[] values, int mask, long[] validity, int rows) {
    for (int i = 0; i < rows; i++) {
      int row = i & mask;
      if (validity == null || Validity.isValid(validity, row)) {
        addWide(groups[i], values[row]);
        counts[groups[i]]++;
      }
    }
  }

  /**
   * Adds sums of others with the counts of rows behind them.
   *
   * @param sums null for no rows
   */
  void merge(int[] groups, Operand sums, Operand rowCounts, int rows) {
    if (sums.vector() instanceof DecimalVector decimals
        && (scale < 0 || scale == decimals.scale())
        && scales == null) {
      scale = decimals.scale();
      mergeFast(groups, decimals.unscaled(), sums, rowCounts, rows);
      return;
    }
    for (int i = 0; i < rows; i++) {
      if (!sums.isNull(i)) {
        add(groups[i], sums.numericAt(i), rowCounts.longAt(i));
      }
    }
  }

  private void mergeFast(int[] groups, long[] values, Operand sums, Operand rowCounts, int rows) {
    long[] validity = sums.validity();
    for (int i = 0; i < rows; i++) {
      int row = i & sums.mask();
      if (validity == null || Validity.isValid(validity, row)) {
        int group = groups[i];
        addWide(group, values[row]);
        counts[group] += rowCounts.longAt(i);
      }
    }
  }

  private void addWide(int group, long value) {
    long sum = low[group] + value;
    high[group] += (value >> 63) + ((low[group] & value | (low[group] | value) & ~sum) >>> 63);
    low[group] = sum;
  }

  /** Adds a value that stands for {@code count} rows. */
  void add(int group, PgNumeric value, long count) {
    if (others == null) {
      others = new PgNumeric[high.length];
      scales = new int[high.length];
      for (int i = 0; i < scales.length; i++) {
        scales[i] = counts[i] > 0 ? Math.max(scale, 0) : 0;
      }
    }
    others[group] = others[group] == null ? value : NumericMath.add(others[group], value);
    if (value.isFinite()) {
      scales[group] = Math.max(scales[group], value.decimal().scale());
    }
    counts[group] += count;
  }

  long count(int group) {
    return counts[group];
  }

  /** Gives the exact sum of a group that has rows. */
  void appendSum(int group, NumericBuilder out) {
    if (others == null && high[group] == low[group] >> 63) {
      out.appendDecimal(low[group], Math.max(scale, 0));
    } else {
      out.appendNumeric(sum(group));
    }
  }

  /** The exact sum, with the largest scale that was added; 0 without rows. */
  PgNumeric sum(int group) {
    BigDecimal fast = new BigDecimal(unscaled(group), Math.max(scale, 0));
    if (others == null) {
      return PgNumeric.of(fast);
    }
    PgNumeric sum = PgNumeric.of(fast);
    if (others[group] != null) {
      sum = NumericMath.add(sum, others[group]);
    }
    return sum.isFinite()
        ? PgNumeric.of(sum.decimal().setScale(scales[group], java.math.RoundingMode.UNNECESSARY))
        : sum;
  }

  private BigInteger unscaled(int group) {
    if (high[group] == low[group] >> 63) {
      return BigInteger.valueOf(low[group]);
    }
    BigInteger lower = BigInteger.valueOf(low[group]);
    return BigInteger.valueOf(high[group])
        .shiftLeft(Long.SIZE)
        .add(low[group] < 0 ? lower.add(TWO_64) : lower);
  }

  long bytes() {
    return 24L * high.length + (others == null ? 0 : 68L * others.length);
  }
}
