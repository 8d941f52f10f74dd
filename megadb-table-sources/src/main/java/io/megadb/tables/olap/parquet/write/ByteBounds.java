package io.megadb.tables.olap.parquet.write;

import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;

/**
 * Least and greatest of byte strings in unsigned order; most are told apart by their first eight
 * bytes. Confined to one thread.
 */
final class ByteBounds {
  private final byte[] bytes;
  private final int[] offsets;
  private int least = -1;
  private int greatest;
  private long leastPrefix;
  private long greatestPrefix;

  /**
   * @param offsets where each string begins, and the last one ends
   */
  ByteBounds(byte[] bytes, int[] offsets) {
    this.bytes = bytes;
    this.offsets = offsets;
  }

  void include(int number) {
    long prefix = prefix(number);
    if (least < 0) {
      least = number;
      greatest = number;
      leastPrefix = prefix;
      greatestPrefix = prefix;
      return;
    }
    if (prefix < leastPrefix || prefix == leastPrefix && compare(number, least) < 0) {
      least = number;
      leastPrefix = prefix;
    }
    if (prefix > greatestPrefix || prefix == greatestPrefix && compare(number, greatest) > 0) {
      greatest = number;
      greatestPrefix = prefix;
    }
  }

  /** Eight bytes as a number of the same order, zeros behind the end. */
  private long prefix(int number) {
    int start = offsets[number];
    int end = Math.min(offsets[number + 1], start + Long.BYTES);
    long prefix = 0;
    for (int i = start; i < end; i++) {
      prefix = prefix << Byte.SIZE | bytes[i] & 0xff;
    }
    return prefix << Byte.SIZE * (Long.BYTES - (end - start)) % Long.SIZE ^ Long.MIN_VALUE;
  }

  private int compare(int left, int right) {
    return Arrays.compareUnsigned(
        bytes, offsets[left], offsets[left + 1], bytes, offsets[right], offsets[right + 1]);
  }

  /** A string as Parquet takes it. */
  Binary binary(int number) {
    int start = offsets[number];
    return Binary.fromReusedByteArray(bytes, start, offsets[number + 1] - start);
  }

  void into(Statistics<?> statistics) {
    if (least >= 0) {
      statistics.updateStats(binary(least));
      statistics.updateStats(binary(greatest));
    }
  }
}
