package io.megadb.vector;

import io.megadb.type.VectorKind;
import java.math.BigDecimal;

/**
 * Single values as Java objects, for places where speed does not matter.
 *
 * <p>The classes are: {@code Boolean} (BOOL), {@code Long} (LONG), {@code Double} (DOUBLE), {@link
 * PgNumeric} (NUMERIC), {@link Bytes} (BYTES), {@link Interval} (INTERVAL), {@code java.util.List}
 * of the same (LIST); SQL null is Java null.
 */
public final class Values {
  private Values() {}

  /** The value of one row. */
  public static Object get(Vector vector, int row) {
    if (vector.isNull(row)) {
      return null;
    }
    if (vector instanceof ConstantVector constant) {
      return get(constant.value(), 0);
    }
    if (vector instanceof DictionaryVector dictionary) {
      return get(dictionary.dictionary(), dictionary.codes()[row]);
    }
    return flatValue((FlatVector) vector, row);
  }

  private static Object flatValue(FlatVector vector, int row) {
    if (vector instanceof BoolVector bools) {
      return bools.values()[row] != 0;
    }
    if (vector instanceof LongVector longs) {
      return longs.values()[row];
    }
    if (vector instanceof DoubleVector doubles) {
      return doubles.values()[row];
    }
    if (vector instanceof DecimalVector decimals) {
      return PgNumeric.of(decimals.unscaled()[row], decimals.scale());
    }
    if (vector instanceof NumericVector numerics) {
      return numerics.values()[row];
    }
    if (vector instanceof BytesVector bytes) {
      return Bytes.of(bytes.copy(row));
    }
    if (vector instanceof IntervalVector intervals) {
      return intervals.value(row);
    }
    ListVector lists = (ListVector) vector;
    java.util.List<Object> elements = new java.util.ArrayList<>();
    for (int i = lists.offsets()[row]; i < lists.offsets()[row + 1]; i++) {
      elements.add(get(lists.elements(), i));
    }
    return elements;
  }

  /** A vector of one row. */
  public static FlatVector single(VectorKind kind, Object value) {
    long[] validity = value == null ? Validity.noneValid(1) : null;
    return switch (kind) {
      case BOOL ->
          new BoolVector(1, new byte[] {(byte) (Boolean.TRUE.equals(value) ? 1 : 0)}, validity);
      case LONG -> new LongVector(1, new long[] {value == null ? 0 : (Long) value}, validity);
      case DOUBLE ->
          new DoubleVector(1, new double[] {value == null ? 0 : (Double) value}, validity);
      case NUMERIC -> numeric((PgNumeric) value, validity);
      case BYTES -> {
        byte[] bytes = value == null ? new byte[0] : ((Bytes) value).array();
        yield new BytesVector(1, bytes, new int[] {0, bytes.length}, validity);
      }
      case INTERVAL -> {
        Interval interval = value == null ? new Interval(0, 0, 0) : (Interval) value;
        yield new IntervalVector(
            1,
            new int[] {interval.months()},
            new int[] {interval.days()},
            new long[] {interval.micros()},
            validity);
      }
      case LIST ->
          throw new IllegalArgumentException(
              "an array literal needs its element type: use a builder");
    };
  }

  private static FlatVector numeric(PgNumeric value, long[] validity) {
    if (value == null) {
      return new DecimalVector(1, new long[1], 0, validity);
    }
    if (value.isFinite()) {
      BigDecimal decimal = value.decimal();
      if (decimal.unscaledValue().bitLength() < Long.SIZE) {
        return new DecimalVector(
            1, new long[] {decimal.unscaledValue().longValue()}, decimal.scale(), validity);
      }
    }
    return new NumericVector(1, new PgNumeric[] {value}, validity);
  }

  /** The same value in every row. */
  public static ConstantVector constant(VectorKind kind, Object value, int rows) {
    return new ConstantVector(rows, single(kind, value));
  }
}
