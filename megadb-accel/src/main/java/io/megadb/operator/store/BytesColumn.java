package io.megadb.operator.store;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.vector.BytesVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;
import java.util.Arrays;

final class BytesColumn extends GrowingColumn {
  /** A Java array holds no more. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private byte[] data = new byte[0];
  private int[] offsets = new int[0];

  BytesColumn(MemoryAccount account) {
    super(account);
  }

  @Override
  long rowBytes() {
    return 4;
  }

  @Override
  long valueGrowth(Vector vector) {
    long needed = (offsets.length == 0 ? 0 : offsets[size()]) + payload(vector);
    return needed <= data.length ? 0 : Math.max(needed, 2L * data.length) - data.length;
  }

  @Override
  void growRows(int rows) {
    charge(4L * (rows + 1 - offsets.length));
    offsets = Arrays.copyOf(offsets, rows + 1);
  }

  @Override
  void appendValues(FlatVector vector, int at, int count) {
    BytesVector bytes = (BytesVector) vector;
    int[] from = bytes.offsets();
    int start = from[0];
    int length = from[count] - start;
    int end = offsets[at];
    growData(1L * end + length);
    System.arraycopy(bytes.data(), start, data, end, length);
    int shift = end - start;
    for (int i = 1; i <= count; i++) {
      offsets[at + i] = from[i] + shift;
    }
  }

  private void growData(long needed) {
    if (needed <= data.length) {
      return;
    }
    if (needed > MAX_BYTES) {
      throw new MegaDbException(
              SqlState.PROGRAM_LIMIT_EXCEEDED,
              "one column of an operator's rows exceeds the limit of 2 GiB on one worker")
          .withHint("Select fewer rows or columns, or raise the parallelism.");
    }
    int grown = (int) Math.min(MAX_BYTES, Math.max(needed, 2L * data.length));
    charge(grown - data.length);
    data = Arrays.copyOf(data, grown);
  }

  @Override
  public BytesVector view() {
    return new BytesVector(size(), data, offsets.length == 0 ? new int[1] : offsets, validity());
  }
}
