package io.megadb.function.aggregate;

import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.function.arithmetic.NumericFunctions;
import io.megadb.function.arithmetic.NumericMath;
import io.megadb.function.kernel.Operand;
import io.megadb.type.VectorKind;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.NumericBuilder;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * The variance and standard deviation family from exact sums of values and squares. The result is
 * numeric for integers and numeric, double precision for floats.
 */
final class VarianceAccumulator implements Accumulator {
  private static final MathContext FLOAT_DIGITS = new MathContext(40, RoundingMode.HALF_EVEN);

  private final boolean sample;
  private final boolean root;
  private final boolean floating;
  private final VectorKind source;
  private BigDecimal[] sums = new BigDecimal[16];
  private BigDecimal[] squares = new BigDecimal[16];
  private long[] counts = new long[16];
  private boolean[] notFinite = new boolean[16];

  /**
   * @param sample divide by n - 1 instead of n
   * @param root standard deviation
   * @param floating the result is double precision
   */
  VarianceAccumulator(boolean sample, boolean root, boolean floating, VectorKind source) {
    this.sample = sample;
    this.root = root;
    this.floating = floating;
    this.source = source;
  }

  @Override
  public void ensureGroups(int groups) {
    if (groups > counts.length) {
      int length = Math.max(groups, counts.length * 2);
      sums = Arrays.copyOf(sums, length);
      squares = Arrays.copyOf(squares, length);
      counts = Arrays.copyOf(counts, length);
      notFinite = Arrays.copyOf(notFinite, length);
    }
  }

  @Override
  public void add(int[] groups, Vector[] arguments, int rows, EvaluationContext context) {
    Operand operand = Operand.of(arguments[0]);
    for (int i = 0; i < rows; i++) {
      if (!operand.isNull(i)) {
        BigDecimal value = value(operand, i);
        if (value == null) {
          notFinite[groups[i]] = true;
          counts[groups[i]]++;
        } else {
          add(groups[i], value, value.multiply(value), 1);
        }
      }
    }
  }

  /** Null for NaN and infinities. */
  private BigDecimal value(Operand operand, int row) {
    return switch (source) {
      case LONG -> BigDecimal.valueOf(operand.longAt(row));
      case DOUBLE -> {
        double value = operand.doubleAt(row);
        yield Double.isFinite(value) ? new BigDecimal(value) : null;
      }
      default -> {
        PgNumeric value = operand.numericAt(row);
        yield value.isFinite() ? value.decimal() : null;
      }
    };
  }

  private void add(int group, BigDecimal value, BigDecimal square, long count) {
    sums[group] = sums[group] == null ? value : sums[group].add(value);
    squares[group] = squares[group] == null ? square : squares[group].add(square);
    counts[group] += count;
  }

  @Override
  public Vector[] state(int from, int to) {
    NumericBuilder totals = new NumericBuilder(to - from);
    NumericBuilder squareTotals = new NumericBuilder(to - from);
    LongBuilder rows = new LongBuilder(to - from);
    for (int group = from; group < to; group++) {
      PgNumeric special = notFinite[group] ? PgNumeric.NAN : null;
      totals.append(special != null || sums[group] == null ? special : PgNumeric.of(sums[group]));
      squareTotals.append(squares[group] == null ? null : PgNumeric.of(squares[group]));
      rows.appendLong(counts[group]);
    }
    return new Vector[] {totals.build(), squareTotals.build(), rows.build()};
  }

  @Override
  public void merge(int[] groups, Vector[] state, int rows) {
    Operand totals = Operand.of(state[0]);
    Operand squareTotals = Operand.of(state[1]);
    Operand added = Operand.of(state[2]);
    for (int i = 0; i < rows; i++) {
      if (totals.isNull(i)) {
        continue;
      }
      PgNumeric total = totals.numericAt(i);
      if (total.isFinite()) {
        add(groups[i], total.decimal(), squareTotals.numericAt(i).decimal(), added.longAt(i));
      } else {
        notFinite[groups[i]] = true;
        counts[groups[i]] += added.longAt(i);
      }
    }
  }

  @Override
  public Vector result(int from, int to) {
    VectorBuilder out =
        VectorBuilder.of(floating ? VectorKind.DOUBLE : VectorKind.NUMERIC, to - from);
    for (int group = from; group < to; group++) {
      out.append(result(group));
    }
    return out.build();
  }

  private Object result(int group) {
    long count = counts[group];
    if (count < (sample ? 2 : 1)) {
      return null;
    }
    if (notFinite[group]) {
      return floating ? (Object) Double.NaN : PgNumeric.NAN;
    }
    BigDecimal rows = BigDecimal.valueOf(count);
    BigDecimal numerator =
        rows.multiply(squares[group]).subtract(sums[group].multiply(sums[group]));
    BigDecimal denominator = rows.multiply(BigDecimal.valueOf(sample ? count - 1 : count));
    if (floating) {
      BigDecimal variance = numerator.divide(denominator, FLOAT_DIGITS);
      return root ? Math.sqrt(variance.doubleValue()) : variance.doubleValue();
    }
    if (numerator.signum() <= 0) {
      return PgNumeric.ZERO;
    }
    int scale = NumericMath.divisionScale(numerator, denominator);
    BigDecimal variance = numerator.divide(denominator, scale, RoundingMode.HALF_UP);
    return PgNumeric.of(root ? NumericFunctions.sqrt(variance, scale) : variance);
  }

  @Override
  public long bytes() {
    return 160L * counts.length;
  }
}
