package io.megadb.function.kernel;

import io.megadb.vector.BoolVector;
import io.megadb.vector.Bytes;
import io.megadb.vector.BytesVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Interval;
import io.megadb.vector.IntervalVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;

/**
 * An argument of a kernel: a flat vector, or a constant whose one value stands for every row.
 * Position {@code row & mask} of the arrays holds row {@code row}.
 */
public final class Operand {
  private final FlatVector vector;
  private final int mask;

  private Operand(FlatVector vector, int mask) {
    this.vector = vector;
    this.mask = mask;
  }

  /** Flattens anything but constants. */
  public static Operand of(Vector vector) {
    return vector instanceof ConstantVector constant
        ? new Operand(constant.value(), 0)
        : new Operand(vector.flat(), -1);
  }

  public FlatVector vector() {
    return vector;
  }

  public boolean isConstant() {
    return mask == 0;
  }

  /** 0 for a constant, -1 otherwise. */
  public int mask() {
    return mask;
  }

  /** Null if no row is null; of one row for a constant. */
  public long[] validity() {
    return vector.validity();
  }

  public boolean isNull(int row) {
    return vector.isNull(row & mask);
  }

  public long[] longs() {
    return ((LongVector) vector).values();
  }

  public double[] doubles() {
    return ((DoubleVector) vector).values();
  }

  public byte[] bools() {
    return ((BoolVector) vector).values();
  }

  public BytesVector bytes() {
    return (BytesVector) vector;
  }

  public long longAt(int row) {
    return ((LongVector) vector).values()[row & mask];
  }

  public int intAt(int row) {
    return (int) longAt(row);
  }

  public double doubleAt(int row) {
    return ((DoubleVector) vector).values()[row & mask];
  }

  public boolean boolAt(int row) {
    return ((BoolVector) vector).values()[row & mask] != 0;
  }

  public String textAt(int row) {
    return ((BytesVector) vector).text(row & mask);
  }

  public byte[] bytesAt(int row) {
    return ((BytesVector) vector).copy(row & mask);
  }

  public Bytes valueBytesAt(int row) {
    return Bytes.of(bytesAt(row));
  }

  public Interval intervalAt(int row) {
    return ((IntervalVector) vector).value(row & mask);
  }

  public PgNumeric numericAt(int row) {
    return vector instanceof DecimalVector decimals
        ? PgNumeric.of(decimals.unscaled()[row & mask], decimals.scale())
        : ((NumericVector) vector).values()[row & mask];
  }

  /** The value as an object of {@link Values}. */
  public Object valueAt(int row) {
    return Values.get(vector, row & mask);
  }
}
