package io.megadb.tables.olap.parquet.write;

import io.megadb.vector.FlatVector;

/**
 * Rows in the order in which they are written, wherever they lie. Immutable by contract.
 *
 * @param batches columns of each batch
 * @param batch by row, the number of its batch
 * @param row by row, its number in the batch
 * @param count how many of the numbers count
 */
@SuppressWarnings("ArrayRecordComponent")
public record Rows(FlatVector[][] batches, int[] batch, int[] row, int count) {
  /** End of those that follow in one batch, at most {@code to}. */
  int stretchEnd(int from, int to) {
    int end = from + 1;
    while (end < to && batch[end] == batch[from]) {
      end++;
    }
    return end;
  }
}
