package io.megadb.vector;

/** A vector with one value a row and a validity bitmap. */
public abstract sealed class FlatVector extends Vector
    permits BoolVector,
        LongVector,
        DoubleVector,
        DecimalVector,
        NumericVector,
        BytesVector,
        IntervalVector,
        ListVector {
  private static final long serialVersionUID = 1L;

  private final long[] validity;

  FlatVector(int size, long[] validity) {
    super(size);
    this.validity = validity;
  }

  /**
   * Bit set = valid; null = no row is null. See {@link Validity}. Values under nulls are undefined.
   */
  public final long[] validity() {
    return validity;
  }

  @Override
  public final boolean isNull(int row) {
    return validity != null && !Validity.isValid(validity, row);
  }

  @Override
  public final boolean mayHaveNulls() {
    return validity != null;
  }

  @Override
  public final FlatVector flat() {
    return this;
  }

  @Override
  public abstract FlatVector select(int[] rows, int count);

  final long validityBytes() {
    return validity == null ? 0 : 8L * validity.length;
  }
}
