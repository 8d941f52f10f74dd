package io.megadb.tables.olap.parquet;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Byte strings being collected, row i from {@code offsets[i]} to {@code offsets[i + 1]}. Confined
 * to one thread.
 */
final class ByteStrings {
  /** Copied eight bytes at a time; longer ones in one call. */
  private static final int SHORT = 32;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  final int[] offsets;
  byte[] data;

  ByteStrings(int rows) {
    offsets = new int[rows + 1];
    data = new byte[0];
  }

  /** Makes room for so many bytes behind a row's start. */
  void reserve(int row, long bytes) {
    long needed = offsets[row] + bytes + BitUnpacker.SLACK;
    if (needed > Integer.MAX_VALUE - 16) {
      throw new MegaDbException(
          SqlState.PROGRAM_LIMIT_EXCEEDED, "the texts of one batch exceed 2 GiB");
    }
    if (needed > data.length) {
      data =
          Arrays.copyOf(data, (int) Math.max(needed, offsets[row] == 0 ? 0 : data.length * 3L / 2));
    }
  }

  /** Copies a string for which there is room; both arrays have eight bytes behind. */
  static void copy(byte[] from, int at, byte[] to, int into, int length) {
    if (length > SHORT) {
      System.arraycopy(from, at, to, into, length);
      return;
    }
    for (int i = 0; i < length; i += Long.BYTES) {
      LONGS.set(to, into + i, (long) LONGS.get(from, at + i));
    }
  }
}
