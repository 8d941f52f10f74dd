package io.megadb.vector;

import java.io.Serializable;
import java.util.List;

/** Rows as columns of equal length. Immutable. */
public final class Batch implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Rows per batch: vectors of this length stay in the second-level cache. */
  public static final int MAX_ROWS = 4096;

  private final int size;
  private final Vector[] columns;

  /** Takes over the array; every column has {@code size} rows. */
  public Batch(int size, Vector... columns) {
    for (Vector column : columns) {
      if (column.size() != size) {
        throw new IllegalArgumentException(
            "column of " + column.size() + " rows in a batch of " + size);
      }
    }
    this.size = size;
    this.columns = columns;
  }

  /** Number of rows; may be positive without any column. */
  public int size() {
    return size;
  }

  public int columnCount() {
    return columns.length;
  }

  public Vector column(int index) {
    return columns[index];
  }

  public Vector[] columns() {
    return columns.clone();
  }

  /** The named columns, in that order. */
  public Batch project(List<Integer> indexes) {
    Vector[] projected = new Vector[indexes.size()];
    for (int i = 0; i < projected.length; i++) {
      projected[i] = columns[indexes.get(i)];
    }
    return new Batch(size, projected);
  }

  /** The named rows, -1 giving a row of nulls; see {@link Vector#select}. */
  public Batch select(int[] rows, int count) {
    Vector[] selected = new Vector[columns.length];
    for (int i = 0; i < selected.length; i++) {
      selected[i] = columns[i].select(rows, count);
    }
    return new Batch(count, selected);
  }

  /** Rows {@code from} (inclusive) to {@code to} (exclusive). */
  public Batch slice(int from, int to) {
    if (from == 0 && to == size) {
      return this;
    }
    Vector[] sliced = new Vector[columns.length];
    for (int i = 0; i < sliced.length; i++) {
      sliced[i] = columns[i].slice(from, to);
    }
    return new Batch(to - from, sliced);
  }

  /** These columns, then those of another batch with as many rows. */
  public Batch append(Batch other) {
    Vector[] all = java.util.Arrays.copyOf(columns, columns.length + other.columns.length);
    System.arraycopy(other.columns, 0, all, columns.length, other.columns.length);
    return new Batch(size, all);
  }

  /** Bytes held by all columns. */
  public long bytes() {
    long bytes = 0;
    for (Vector column : columns) {
      bytes += column.bytes();
    }
    return bytes;
  }
}
