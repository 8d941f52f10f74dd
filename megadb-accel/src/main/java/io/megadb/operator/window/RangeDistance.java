package io.megadb.operator.window;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.function.arithmetic.NumericMath;
import io.megadb.function.cast.DateTimeCasts;
import io.megadb.function.comparison.ValueOrder;
import io.megadb.function.datetime.IntervalMath;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Interval;
import io.megadb.vector.IntervalVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Values;

/**
 * Whether a value is within an offset of another, as PostgreSQL's in_range functions decide.
 *
 * @see <a href="https://www.postgresql.org/docs/15/btree-support-funcs.html">B-Tree Support
 *     Functions</a>
 */
@FunctionalInterface
interface RangeDistance {
  /**
   * Compares the value of a row with that of another plus or minus the offset; neither is null.
   *
   * @param subtract whether the offset is taken from the base, not added to it
   * @param less whether the value must be at most the sum, not at least
   */
  boolean inRange(FlatVector values, int row, int base, boolean subtract, boolean less);

  /**
   * For a sort key's type and the offset as in {@link Values}; 22013 if the offset is negative or
   * NaN.
   */
  static RangeDistance of(PgType key, Object offset, EvaluationContext context) {
    return switch (key.base().oid()) {
      case PgTypes.INT2_OID, PgTypes.INT4_OID, PgTypes.INT8_OID -> integers((Long) offset);
      case PgTypes.FLOAT4_OID, PgTypes.FLOAT8_OID -> floats((Double) offset);
      case PgTypes.NUMERIC_OID -> numerics((PgNumeric) offset);
      case PgTypes.TIME_OID -> times((Interval) offset);
      case PgTypes.INTERVAL_OID -> intervals(notNegative((Interval) offset));
      default -> moments(key, notNegative((Interval) offset), context);
    };
  }

  private static MegaDbException invalid() {
    return new MegaDbException(
        SqlState.INVALID_PRECEDING_OR_FOLLOWING_SIZE,
        "invalid preceding or following size in window function");
  }

  private static Interval notNegative(Interval offset) {
    FlatVector pair = Values.single(VectorKind.INTERVAL, offset);
    FlatVector zero = Values.single(VectorKind.INTERVAL, new Interval(0, 0, 0));
    if (ValueOrder.of(PgType.of(PgTypes.INTERVAL)).compareFlat(pair, 0, zero, 0) < 0) {
      throw invalid();
    }
    return offset;
  }

  private static RangeDistance integers(long offset) {
    if (offset < 0) {
      throw invalid();
    }
    return (values, row, base, subtract, less) -> {
      long[] longs = ((LongVector) values).values();
      return compare(longs[row], longs[base], offset, subtract, less);
    };
  }

  /** A sum beyond the range of longs is beyond every value. */
  private static boolean compare(
      long value, long base, long offset, boolean subtract, boolean less) {
    long sum = subtract ? base - offset : base + offset;
    if (subtract ? sum > base : sum < base) {
      return subtract != less;
    }
    return less ? value <= sum : value >= sum;
  }

  private static RangeDistance times(Interval offset) {
    if (offset.micros() < 0) {
      throw invalid();
    }
    return integers(offset.micros());
  }

  private static RangeDistance floats(double offset) {
    if (Double.isNaN(offset) || offset < 0) {
      throw invalid();
    }
    return (values, row, base, subtract, less) -> {
      double[] doubles = ((DoubleVector) values).values();
      return compare(doubles[row], doubles[base], offset, subtract, less);
    };
  }

  private static boolean compare(
      double value, double base, double offset, boolean subtract, boolean less) {
    if (Double.isNaN(value)) {
      return Double.isNaN(base) || !less;
    }
    if (Double.isNaN(base)) {
      return less;
    }
    if (Double.isInfinite(offset)
        && Double.isInfinite(base)
        && (subtract ? base > 0 : base < 0)) {
      return true;
    }
    double sum = subtract ? base - offset : base + offset;
    return less ? value <= sum : value >= sum;
  }

  private static RangeDistance numerics(PgNumeric offset) {
    if (offset.isNaN() || offset.signum() < 0) {
      throw invalid();
    }
    return (values, row, base, subtract, less) ->
        compare(
            (PgNumeric) Values.get(values, row),
            (PgNumeric) Values.get(values, base),
            offset,
            subtract,
            less);
  }

  private static boolean compare(
      PgNumeric value, PgNumeric base, PgNumeric offset, boolean subtract, boolean less) {
    if (value.isNaN()) {
      return base.isNaN() || !less;
    }
    if (base.isNaN()) {
      return less;
    }
    if (!offset.isFinite()
        && !base.isFinite()
        && (subtract ? base.signum() > 0 : base.signum() < 0)) {
      return true;
    }
    PgNumeric sum = subtract ? NumericMath.subtract(base, offset) : NumericMath.add(base, offset);
    return less ? value.compareTo(sum) <= 0 : value.compareTo(sum) >= 0;
  }

  private static RangeDistance intervals(Interval offset) {
    ValueOrder order = ValueOrder.of(PgType.of(PgTypes.INTERVAL));
    Interval negated = IntervalMath.negate(offset);
    return (values, row, base, subtract, less) -> {
      Interval from = ((IntervalVector) values).value(base);
      FlatVector sum =
          Values.single(
              VectorKind.INTERVAL, IntervalMath.add(from, subtract ? negated : offset));
      int comparison = order.compareFlat(values, row, sum, 0);
      return less ? comparison <= 0 : comparison >= 0;
    };
  }

  private static RangeDistance moments(PgType key, Interval offset, EvaluationContext context) {
    boolean date = key.is(PgTypes.DATE);
    boolean zoned = key.is(PgTypes.TIMESTAMPTZ);
    Interval negated = IntervalMath.negate(offset);
    return (values, row, base, subtract, less) -> {
      long[] longs = ((LongVector) values).values();
      long value = date ? DateTimeCasts.dateToTimestamp(longs[row]) : longs[row];
      long from = date ? DateTimeCasts.dateToTimestamp(longs[base]) : longs[base];
      Interval span = subtract ? negated : offset;
      long sum =
          zoned
              ? IntervalMath.addToTimestampTz(from, span, context)
              : IntervalMath.addToTimestamp(from, span);
      return less ? value <= sum : value >= sum;
    };
  }
}
