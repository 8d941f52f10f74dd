package io.megadb.tables.olap.parquet;

/**
 * Parquet's DELTA_BINARY_PACKED: blocks of differences, bit-packed in miniblocks of their own
 * widths. Confined to one thread.
 */
final class DeltaDecoder {
  private static final int MAX_BLOCK = 1 << 20;

  /** Bits that a load of eight bytes holds wherever in its first byte they begin. */
  private static final int ONE_LOAD = 57;

  private final byte[] bytes;
  private final int end;
  private int at;

  /**
   * @param bytes with {@link BitUnpacker#SLACK} behind {@code to}
   */
  DeltaDecoder(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  /** Where the numbers ended. */
  int position() {
    return at;
  }

  /**
   * All numbers.
   *
   * @param expected how many there must be
   */
  long[] longs(int expected) {
    int block = header(MAX_BLOCK);
    int miniblocks = header(block);
    int count = header(Integer.MAX_VALUE);
    if (miniblocks == 0 || block % miniblocks != 0 || block / miniblocks % 8 != 0) {
      throw new IndexOutOfBoundsException("a block of " + block + " differences");
    }
    if (count != expected) {
      throw new IndexOutOfBoundsException("a page has " + count + " values, not " + expected);
    }
    long[] values = new long[count];
    long value = zigZag();
    if (count > 0) {
      values[0] = value;
    }
    int mini = block / miniblocks;
    for (int done = 1; done < count; ) {
      long least = zigZag();
      int widths = at;
      at += miniblocks;
      for (int i = 0; i < miniblocks && done < count; i++) {
        int width = bytes[widths + i] & 0xff;
        int bytesOfMini = (int) ((long) mini * width >>> 3);
        if (width > 64 || at > end) {
          throw new IndexOutOfBoundsException("differences beyond the end of their page");
        }
        int run = Math.min(mini, count - done);
        value =
            width == 0
                ? repeat(least, value, values, done, run)
                : width <= ONE_LOAD
                    ? add(bytes, at, width, least, value, values, done, run)
                    : addWide(width, least, value, values, done, run);
        done += run;
        at += bytesOfMini;
      }
    }
    // The last miniblocks may be left out.
    at = Math.min(at, end);
    return values;
  }

  private static long repeat(long delta, long before, long[] into, int from, int count) {
    long value = before;
    for (int i = from; i < from + count; i++) {
      value += delta;
      into[i] = value;
    }
    return value;
  }

  private static long add(
      byte[] bytes, int at, int width, long least, long before, long[] into, int from, int count) {
    long mask = (1L << width) - 1;
    long value = before;
    int bit = 0;
    for (int i = from; i < from + count; i++) {
      value += least + (BitUnpacker.word(bytes, at + (bit >>> 3)) >>> (bit & 7) & mask);
      into[i] = value;
      bit += width;
    }
    return value;
  }

  /** Differences that one load need not hold. */
  private long addWide(int width, long least, long before, long[] into, int from, int count) {
    long value = before;
    for (int i = 0; i < count; i++) {
      long bit = (long) i * width;
      int index = at + (int) (bit >>> 3);
      int shift = (int) (bit & 7);
      long word = BitUnpacker.word(bytes, index) >>> shift;
      if (shift + width > Long.SIZE) {
        word |= (long) (bytes[index + Long.BYTES] & 0xff) << Long.SIZE - shift;
      }
      value += least + (width == Long.SIZE ? word : word & (1L << width) - 1);
      into[from + i] = value;
    }
    return value;
  }

  private int header(int most) {
    long value = varLong();
    if (value < 0 || value > most) {
      throw new IndexOutOfBoundsException("a page of differences has a wrong header");
    }
    return (int) value;
  }

  private long zigZag() {
    long value = varLong();
    return value >>> 1 ^ -(value & 1);
  }

  private long varLong() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= end) {
        break;
      }
      int next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IndexOutOfBoundsException("a number has no end");
  }
}
