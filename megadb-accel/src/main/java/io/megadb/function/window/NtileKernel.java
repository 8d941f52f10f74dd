package io.megadb.function.window;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;

/**
 * ntile: cuts a partition into buckets of almost equal size, the larger ones first. The number of
 * buckets is the argument of the partition's first row that is not null there; rows before it give
 * null.
 */
final class NtileKernel {
  private final WindowRows rows;
  private final LongVector buckets;
  private final long[] numbers;
  private long[] validity;

  private NtileKernel(WindowRows rows, LongVector buckets) {
    this.rows = rows;
    this.buckets = buckets;
    this.numbers = new long[rows.size()];
  }

  static Vector apply(WindowRows rows, Vector[] arguments) {
    NtileKernel kernel = new NtileKernel(rows, (LongVector) arguments[0].flat());
    for (int run = 0; run < rows.partitions().count(); run++) {
      kernel.partition(
          rows.partitions().startOfRun(run), rows.partitions().startOfRun(run + 1));
    }
    return new LongVector(rows.size(), kernel.numbers, kernel.validity);
  }

  private void partition(int start, int end) {
    int row = start;
    while (row < end && buckets.isNull(row)) {
      if (validity == null) {
        validity = Validity.allValid(rows.size());
      }
      Validity.setNull(validity, row++);
    }
    if (row == end) {
      return;
    }
    long count = buckets.values()[row];
    if (count <= 0) {
      throw new MegaDbException(
          SqlState.INVALID_ARGUMENT_FOR_NTILE_FUNCTION,
          "argument of ntile must be greater than zero");
    }
    long larger = (end - start) / count == 0 ? 0 : (end - start) % count;
    long bucketRows = Math.max(1, (end - start) / count) + (larger > 0 ? 1 : 0);
    long bucket = 1;
    long inBucket = 0;
    for (; row < end; row++) {
      if (++inBucket > bucketRows) {
        if (larger > 0 && bucket == larger) {
          bucketRows--;
        }
        bucket++;
        inBucket = 1;
      }
      numbers[row] = bucket;
    }
  }
}
