package io.megadb.vector;

import io.megadb.type.VectorKind;
import java.io.Serializable;

/**
 * One column of a batch. Immutable by contract: whoever built the arrays hands them over.
 *
 * <p>Flat vectors hold a value a row; {@link DictionaryVector} and {@link ConstantVector} hold
 * fewer values than rows and stay so through filters, joins and grouping.
 */
public abstract sealed class Vector implements Serializable
    permits FlatVector, DictionaryVector, ConstantVector {
  private static final long serialVersionUID = 1L;

  private final int size;

  Vector(int size) {
    this.size = size;
  }

  /** Number of rows. */
  public final int size() {
    return size;
  }

  public abstract VectorKind kind();

  public abstract boolean isNull(int row);

  /** False only if no row is null. */
  public abstract boolean mayHaveNulls();

  /** The same rows with a value each; this vector itself if it is flat. */
  public abstract FlatVector flat();

  /**
   * The rows named by the first {@code count} entries, in that order. A row of -1 gives null, which
   * is how outer joins fill up.
   *
   * @param rows row numbers of this vector, or -1
   */
  public abstract Vector select(int[] rows, int count);

  /** Rows {@code from} (inclusive) to {@code to} (exclusive). */
  public Vector slice(int from, int to) {
    if (from == 0 && to == size) {
      return this;
    }
    int[] rows = new int[to - from];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = from + i;
    }
    return select(rows, rows.length);
  }

  /** Bytes held by the arrays, shared dictionaries included. */
  public abstract long bytes();
}
