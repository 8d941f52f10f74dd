package io.megadb.vector;

import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import java.util.Arrays;

/**
 * Collects rows into a flat vector of one kind; grows as needed. {@link #build} hands the arrays
 * over and leaves the builder empty, ready for the next vector. Confined to one thread.
 */
public abstract sealed class VectorBuilder
    permits BoolBuilder,
        LongBuilder,
        DoubleBuilder,
        NumericBuilder,
        BytesBuilder,
        IntervalBuilder,
        ListBuilder {
  private int size;
  private long[] validity;

  VectorBuilder() {}

  /** A builder for columns of this type; arrays nest a builder of their element type. */
  public static VectorBuilder of(PgType type) {
    return of(type, 64);
  }

  /**
   * A builder with room for {@code rows} rows.
   *
   * @throws IllegalArgumentException for pseudo types and arrays of unknown elements
   */
  public static VectorBuilder of(PgType type, int rows) {
    if (type.kind() == null) {
      throw new IllegalArgumentException("no column can have the type " + type);
    }
    if (type.kind() != VectorKind.LIST) {
      return of(type.kind(), rows);
    }
    BaseType element = PgTypes.byOid(type.base().elementOid());
    if (element == null) {
      throw new IllegalArgumentException("unknown element type of " + type);
    }
    return new ListBuilder(of(PgType.of(element), rows), rows);
  }

  /** A builder for any kind but lists, which need their element type. */
  public static VectorBuilder of(VectorKind kind, int rows) {
    return switch (kind) {
      case BOOL -> new BoolBuilder(rows);
      case LONG -> new LongBuilder(rows);
      case DOUBLE -> new DoubleBuilder(rows);
      case NUMERIC -> new NumericBuilder(rows);
      case BYTES -> new BytesBuilder(rows);
      case INTERVAL -> new IntervalBuilder(rows);
      case LIST -> throw new IllegalArgumentException("a list builder needs its element type");
    };
  }

  /** Rows appended since the last {@link #build}. */
  public final int size() {
    return size;
  }

  public final void appendNull() {
    int row = size;
    if (validity == null || validity.length < Validity.words(row + 1)) {
      growValidity(row + 1);
    }
    Validity.setNull(validity, row);
    ensureRow(row);
    appendDefault(row);
    size = row + 1;
  }

  /**
   * Appends a value as in {@link Values}; null appends SQL null.
   *
   * @throws ClassCastException if the value is of another kind
   */
  public final void append(Object value) {
    if (value == null) {
      appendNull();
    } else {
      appendValue(value);
    }
  }

  /** Appends one row of a vector of the same kind. */
  public final void appendFrom(Vector vector, int row) {
    if (vector.isNull(row)) {
      appendNull();
    } else if (vector instanceof ConstantVector constant) {
      appendFlat(constant.value(), 0);
    } else if (vector instanceof DictionaryVector dictionary) {
      appendFlat(dictionary.dictionary(), dictionary.codes()[row]);
    } else {
      appendFlat((FlatVector) vector, row);
    }
  }

  /** All rows appended, as a vector; the builder is empty afterwards. */
  public final FlatVector build() {
    long[] bits = validity;
    if (bits != null && bits.length < Validity.words(size)) {
      growValidity(size);
      bits = validity;
    }
    FlatVector vector = take(size, bits);
    size = 0;
    validity = null;
    return vector;
  }

  /** Bytes held by the arrays. */
  public abstract long bytes();

  abstract void appendValue(Object value);

  abstract void appendFlat(FlatVector vector, int row);

  /** Makes room for row {@code row}. */
  abstract void ensureRow(int row);

  /** Writes what lies under a null; room is there. */
  abstract void appendDefault(int row);

  /** The vector of {@code rows} rows; afterwards the subclass holds fresh arrays. */
  abstract FlatVector take(int rows, long[] bits);

  /**
   * The number of the row about to be written, with room for it; counts it. May replace the arrays,
   * so it is called in a statement of its own, before the array is named.
   */
  final int nextRow() {
    int row = size;
    ensureRow(row);
    if (validity != null && validity.length < Validity.words(row + 1)) {
      growValidity(row + 1);
    }
    size = row + 1;
    return row;
  }

  static int grown(int length, int needed) {
    return Math.max(Math.max(16, needed), length + (length >> 1));
  }

  private void growValidity(int rows) {
    int before = validity == null ? 0 : validity.length;
    int words = Math.max(Validity.words(rows), Math.max(4, before * 2));
    validity = validity == null ? new long[words] : Arrays.copyOf(validity, words);
    Arrays.fill(validity, before, words, -1L);
  }
}
