package io.megadb.vectorops.kernel;

/**
 * Up to {@link #ROWS} vectors of one length, element by element beside each other, so that the
 * distances of one vector to all of them are loops over arrays, which the JVM's compiler turns into
 * SIMD instructions. Each distance has the digits of {@link Distance#between}: the same additions
 * in the same order. Immutable once filled.
 */
public final class VectorBlock {
  /** With 128 elements a block is 256 KiB and stays in the second-level cache. */
  public static final int ROWS = 256;

  private static final int MAX_PARTS = 4;

  private final int length;
  private final double[] elements;
  private final double[] squares;
  private int rows;

  /**
   * @param length elements of each vector
   */
  public VectorBlock(int length) {
    this.length = length;
    elements = new double[length * ROWS];
    squares = new double[ROWS];
  }

  /** Bytes of a block of vectors of so many elements. */
  public static long bytes(int length) {
    return 8L * ROWS * (length + 1);
  }

  /** Adds a vector; there must be room. */
  public void add(double[] vector, int from) {
    for (int i = 0; i < length; i++) {
      elements[i * ROWS + rows] = vector[from + i];
    }
    squares[rows++] = Distance.innerProduct(vector, from, vector, from, length);
  }

  public int rows() {
    return rows;
  }

  public boolean isFull() {
    return rows == ROWS;
  }

  /** Memory for one thread's computations. */
  public static double[] workspace() {
    return new double[MAX_PARTS * ROWS];
  }

  /**
   * Distances of one vector to all of the block.
   *
   * @param square the vector's inner product with itself, which only the cosine distance reads
   * @param sums from {@link #workspace}
   * @param out a distance a row
   */
  public void distances(
      Distance distance, double[] a, int from, double square, double[] sums, double[] out) {
    switch (distance) {
      case L2 -> {
        sum(Term.SQUARE, a, from, sums, MAX_PARTS);
        for (int row = 0; row < rows; row++) {
          out[row] = Math.sqrt(four(sums, row));
        }
      }
      case NEGATIVE_INNER_PRODUCT -> {
        sum(Term.PRODUCT, a, from, sums, MAX_PARTS);
        for (int row = 0; row < rows; row++) {
          out[row] = -four(sums, row);
        }
      }
      case COSINE -> {
        sum(Term.PRODUCT, a, from, sums, MAX_PARTS);
        for (int row = 0; row < rows; row++) {
          out[row] = Distance.ofCosine(four(sums, row) / Math.sqrt(square * squares[row]));
        }
      }
      case L1 -> {
        sum(Term.ABSOLUTE, a, from, sums, 2);
        for (int row = 0; row < rows; row++) {
          out[row] = sums[row] + sums[ROWS + row];
        }
      }
    }
  }

  private static double four(double[] sums, int row) {
    return (sums[row] + sums[ROWS + row]) + (sums[2 * ROWS + row] + sums[3 * ROWS + row]);
  }

  /** What is summed of two elements. */
  private enum Term {
    SQUARE,
    PRODUCT,
    ABSOLUTE
  }

  /** Element i belongs to sum i modulo parts, those beyond the last whole group to the first. */
  private void sum(Term term, double[] a, int from, double[] sums, int parts) {
    java.util.Arrays.fill(sums, 0, parts * ROWS, 0);
    int whole = length - length % parts;
    for (int part = 0; part < parts; part++) {
      for (int i = part; i < whole; i += parts) {
        add(term, a[from + i], i * ROWS, sums, part * ROWS);
      }
    }
    for (int i = whole; i < length; i++) {
      add(term, a[from + i], i * ROWS, sums, 0);
    }
  }

  private void add(Term term, double x, int at, double[] sums, int to) {
    switch (term) {
      case SQUARE -> {
        for (int row = 0; row < ROWS; row++) {
          double d = x - elements[at + row];
          sums[to + row] += d * d;
        }
      }
      case PRODUCT -> {
        for (int row = 0; row < ROWS; row++) {
          sums[to + row] += x * elements[at + row];
        }
      }
      case ABSOLUTE -> {
        for (int row = 0; row < ROWS; row++) {
          sums[to + row] += Math.abs(x - elements[at + row]);
        }
      }
    }
  }
}
