package io.megadb.function.window;

import io.megadb.vector.DoubleVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Vector;

/** Ranks: where a row and its peers stand in their partition. */
final class RankKernels {
  private RankKernels() {}

  static Vector rowNumber(WindowRows rows, Vector[] arguments) {
    long[] numbers = new long[rows.size()];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = row - rows.partitions().start(row) + 1L;
    }
    return new LongVector(numbers.length, numbers, null);
  }

  static Vector rank(WindowRows rows, Vector[] arguments) {
    long[] ranks = new long[rows.size()];
    for (int row = 0; row < ranks.length; row++) {
      ranks[row] = rank(rows, row);
    }
    return new LongVector(ranks.length, ranks, null);
  }

  private static long rank(WindowRows rows, int row) {
    return rows.peers().start(row) - rows.partitions().start(row) + 1L;
  }

  static Vector denseRank(WindowRows rows, Vector[] arguments) {
    long[] ranks = new long[rows.size()];
    for (int row = 0; row < ranks.length; row++) {
      int first = rows.peers().run(rows.partitions().start(row));
      ranks[row] = rows.peers().run(row) - first + 1L;
    }
    return new LongVector(ranks.length, ranks, null);
  }

  static Vector percentRank(WindowRows rows, Vector[] arguments) {
    double[] ranks = new double[rows.size()];
    for (int row = 0; row < ranks.length; row++) {
      int others = partitionRows(rows, row) - 1;
      ranks[row] = others == 0 ? 0 : (double) (rank(rows, row) - 1) / others;
    }
    return new DoubleVector(ranks.length, ranks, null);
  }

  static Vector cumulativeDistribution(WindowRows rows, Vector[] arguments) {
    double[] shares = new double[rows.size()];
    for (int row = 0; row < shares.length; row++) {
      int upTo = rows.peers().end(row) - rows.partitions().start(row);
      shares[row] = (double) upTo / partitionRows(rows, row);
    }
    return new DoubleVector(shares.length, shares, null);
  }

  private static int partitionRows(WindowRows rows, int row) {
    return rows.partitions().end(row) - rows.partitions().start(row);
  }
}
