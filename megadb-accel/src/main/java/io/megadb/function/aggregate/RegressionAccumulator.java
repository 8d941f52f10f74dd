package io.megadb.function.aggregate;

import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
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

/** corr, covar_… and regr_… of pairs (y, x) from exact sums, rounded once at the end. */
final class RegressionAccumulator implements Accumulator {
  /** What is computed of the sums. */
  enum Statistic {
    CORR,
    COVAR_POP,
    COVAR_SAMP,
    REGR_AVGX,
    REGR_AVGY,
    REGR_COUNT,
    REGR_INTERCEPT,
    REGR_R2,
    REGR_SLOPE,
    REGR_SXX,
    REGR_SXY,
    REGR_SYY
  }

  private static final MathContext DIGITS = new MathContext(40, RoundingMode.HALF_EVEN);

  private static final int X = 0;
  private static final int Y = 1;
  private static final int XX = 2;
  private static final int YY = 3;
  private static final int XY = 4;
  static final int SUMS = 5;

  private final Statistic statistic;
  private BigDecimal[][] sums = new BigDecimal[16][];
  private long[] counts = new long[16];
  private boolean[] notFinite = new boolean[16];

  RegressionAccumulator(Statistic statistic) {
    this.statistic = statistic;
  }

  @Override
  public void ensureGroups(int groups) {
    if (groups > counts.length) {
      int length = Math.max(groups, counts.length * 2);
      sums = Arrays.copyOf(sums, length);
      counts = Arrays.copyOf(counts, length);
      notFinite = Arrays.copyOf(notFinite, length);
    }
  }

  @Override
  public void add(int[] groups, Vector[] arguments, int rows, EvaluationContext context) {
    Operand ys = Operand.of(arguments[0]);
    Operand xs = Operand.of(arguments[1]);
    for (int i = 0; i < rows; i++) {
      if (ys.isNull(i) || xs.isNull(i)) {
        continue;
      }
      double y = ys.doubleAt(i);
      double x = xs.doubleAt(i);
      counts[groups[i]]++;
      if (Double.isFinite(x) && Double.isFinite(y)) {
        add(groups[i], new BigDecimal(x), new BigDecimal(y));
      } else {
        notFinite[groups[i]] = true;
      }
    }
  }

  private void add(int group, BigDecimal x, BigDecimal y) {
    add(group, new BigDecimal[] {x, y, x.multiply(x), y.multiply(y), x.multiply(y)});
  }

  private void add(int group, BigDecimal[] added) {
    if (sums[group] == null) {
      sums[group] = added;
      return;
    }
    for (int i = 0; i < SUMS; i++) {
      sums[group][i] = sums[group][i].add(added[i]);
    }
  }

  @Override
  public Vector[] state(int from, int to) {
    Vector[] state = new Vector[SUMS + 1];
    for (int sum = 0; sum < SUMS; sum++) {
      NumericBuilder out = new NumericBuilder(to - from);
      for (int group = from; group < to; group++) {
        out.append(
            notFinite[group]
                ? PgNumeric.NAN
                : sums[group] == null ? null : PgNumeric.of(sums[group][sum]));
      }
      state[sum] = out.build();
    }
    LongBuilder rows = new LongBuilder(to - from);
    for (int group = from; group < to; group++) {
      rows.appendLong(counts[group]);
    }
    state[SUMS] = rows.build();
    return state;
  }

  @Override
  public void merge(int[] groups, Vector[] state, int rows) {
    Operand[] columns = new Operand[state.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = Operand.of(state[i]);
    }
    for (int i = 0; i < rows; i++) {
      counts[groups[i]] += columns[SUMS].longAt(i);
      if (columns[0].isNull(i)) {
        continue;
      }
      if (!columns[0].numericAt(i).isFinite()) {
        notFinite[groups[i]] = true;
        continue;
      }
      BigDecimal[] added = new BigDecimal[SUMS];
      for (int sum = 0; sum < SUMS; sum++) {
        added[sum] = columns[sum].numericAt(i).decimal();
      }
      add(groups[i], added);
    }
  }

  @Override
  public Vector result(int from, int to) {
    boolean count = statistic == Statistic.REGR_COUNT;
    VectorBuilder out = VectorBuilder.of(count ? VectorKind.LONG : VectorKind.DOUBLE, to - from);
    for (int group = from; group < to; group++) {
      out.append(count ? (Object) counts[group] : result(group));
    }
    return out.build();
  }

  private Double result(int group) {
    long count = counts[group];
    if (count < (statistic == Statistic.COVAR_SAMP ? 2 : 1)) {
      return null;
    }
    if (notFinite[group]) {
      return Double.NaN;
    }
    BigDecimal n = BigDecimal.valueOf(count);
    BigDecimal[] sum = sums[group];
    // n times the sum of products of deviations.
    BigDecimal xx = n.multiply(sum[XX]).subtract(sum[X].multiply(sum[X]));
    BigDecimal yy = n.multiply(sum[YY]).subtract(sum[Y].multiply(sum[Y]));
    BigDecimal xy = n.multiply(sum[XY]).subtract(sum[X].multiply(sum[Y]));
    boolean sameX = xx.signum() == 0;
    boolean sameY = yy.signum() == 0;
    return switch (statistic) {
      case REGR_AVGX -> ratio(sum[X], n);
      case REGR_AVGY -> ratio(sum[Y], n);
      case REGR_SXX -> ratio(xx, n);
      case REGR_SYY -> ratio(yy, n);
      case REGR_SXY -> ratio(xy, n);
      case COVAR_POP -> ratio(xy, n.multiply(n));
      case COVAR_SAMP -> ratio(xy, n.multiply(BigDecimal.valueOf(count - 1)));
      case REGR_SLOPE -> sameX ? null : ratio(xy, xx);
      case REGR_INTERCEPT ->
          sameX ? null : ratio(sum[Y].multiply(xx).subtract(sum[X].multiply(xy)), n.multiply(xx));
      case REGR_R2 -> sameX ? null : sameY ? (Double) 1.0 : ratio(xy.multiply(xy), xx.multiply(yy));
      case CORR -> sameX || sameY ? null : ratio(xy, xx.multiply(yy).sqrt(DIGITS));
      case REGR_COUNT -> throw new IllegalStateException("a count is no double");
    };
  }

  private static Double ratio(BigDecimal numerator, BigDecimal denominator) {
    return numerator.divide(denominator, DIGITS).doubleValue();
  }

  @Override
  public long bytes() {
    return 400L * counts.length;
  }
}
